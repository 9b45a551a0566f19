import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { launchBrowser } from '../../../client-examples/shared-web/testing/browser.ts'
import { type Built, buildExample } from '../../../client-examples/shared-web/testing/build.ts'
import { serveBuilt } from '../../../client-examples/shared-web/testing/static-server.ts'
import { type Visit, visit } from '../../../client-examples/shared-web/testing/visit.ts'
import { dataOf } from '../../path/support/ask.ts'
import { bearer, type Gateway, startGateway } from '../../path/support/gateway.ts'

export interface Console {
  readonly gateway: Gateway
  readonly built: Built
  open(path: string, options?: BrowserContextOptions): Promise<Visit>
  /** As another operator, over HTTP. */
  operate<Data>(query: string, variables?: Record<string, unknown>): Promise<Data>
  /** The sandbox's control API. */
  control<Data>(path: string, body: object): Promise<Data>
  /** Global id of the shop of a platform. */
  shop(platform: string): Promise<string>
  /** Changes on hand of a SKU in a warehouse. */
  adjust(skuId: string, warehouseId: string, delta: number): Promise<void>
  stop(): Promise<void>
}

const ADJUST = `mutation ($input: AdjustStockInput!) {
  adjustStock(input: $input) { stockLevel { onHand } userErrors { code message } } }`

/** The whole of it: gateway with sandbox, the console built for it and served, and a browser. */
export async function startConsole(): Promise<Console> {
  const gateway = await startGateway()
  const built = await buildExample('operator', `http://127.0.0.1:${gateway.port}`)
  const site = await serveBuilt(built.folder, async (role, subject) =>
    (await bearer(gateway.config, role as 'operator', subject)).replace('Bearer ', ''),
  )
  const browser: Browser = await launchBrowser()
  let adjusted = 0
  const desk: Console = {
    gateway,
    built,
    async open(path, options) {
      const visitor = await visit(browser, options)
      await visitor.page.goto(site.url + path)
      return visitor
    },
    operate: async <Data>(query: string, variables = {}) =>
      dataOf(await gateway.ask<Data>(query, variables, 'operator')),
    async control<Data>(path: string, body: object) {
      const answer = await fetch(`${gateway.sandboxUrl}/_control/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (!answer.ok) throw new Error(await answer.text())
      return (await answer.json()) as Data
    },
    async shop(platform) {
      const { shops } = await desk.operate<{ shops: { id: string; platform: string }[] }>(
        '{ shops { id platform } }',
      )
      const found = shops.find((one) => one.platform === platform)
      if (!found) throw new Error(`the seed has a shop of ${platform}`)
      return found.id
    },
    async adjust(skuId, warehouseId, delta) {
      adjusted += 1
      const input = { skuId, warehouseId, delta, idempotencyKey: `console-test-${adjusted}` }
      const { adjustStock } = await desk.operate<{ adjustStock: { userErrors: object[] } }>(ADJUST, { input })
      if (adjustStock.userErrors.length > 0) throw new Error(JSON.stringify(adjustStock.userErrors))
    },
    async stop() {
      await browser.close()
      await site.stop()
      await built.remove()
      await gateway.stop()
    },
  }
  return desk
}

/** The row of the table with this label that has this text. */
export function rowOf(page: Page, label: string, text: string | RegExp) {
  return page.getByRole('region', { name: label, exact: true }).getByRole('row').filter({ hasText: text })
}
