import type { Browser, BrowserContextOptions } from 'playwright-core'
import { launchBrowser } from '../../../client-examples/shared-web/testing/browser.ts'
import { type Built, buildExample } from '../../../client-examples/shared-web/testing/build.ts'
import { serveBuilt } from '../../../client-examples/shared-web/testing/static-server.ts'
import { type Visit, visit } from '../../../client-examples/shared-web/testing/visit.ts'
import type { Role } from '../../../src/domain/viewer.ts'
import { dataOf } from '../../path/support/ask.ts'
import { bearer, type Gateway, startGateway } from '../../path/support/gateway.ts'

/** An example for browsers with everything it needs. */
export interface WebApp {
  readonly gateway: Gateway
  readonly built: Built
  readonly url: string
  /** A new visitor on one of its pages. */
  open(path: string, options?: BrowserContextOptions): Promise<Visit>
  /** As an operator, over HTTP. */
  operate<Data>(query: string, variables?: Record<string, unknown>): Promise<Data>
  /** Changes on hand of a SKU in a warehouse. */
  changeOnHand(skuId: string, warehouseId: string, delta: number): Promise<void>
  stop(): Promise<void>
}

const ADJUST = `mutation ($input: AdjustStockInput!) {
  adjustStock(input: $input) { userErrors { code message } } }`

/** Gateway with sandbox, the example built for it and served, and a browser. */
export async function startWebApp(
  example: 'storefront' | 'operator',
  env: Record<string, string> = {},
): Promise<WebApp> {
  const gateway = await startGateway(env)
  const built = await buildExample(example, `http://127.0.0.1:${gateway.port}`)
  const site = await serveBuilt(built.folder, async (role, subject) =>
    (await bearer(gateway.config, role as Exclude<Role, 'anonymous'>, subject)).replace('Bearer ', ''),
  )
  const browser: Browser = await launchBrowser()
  let changes = 0
  const app: WebApp = {
    gateway,
    built,
    url: site.url,
    async open(path, options) {
      const visitor = await visit(browser, options)
      await visitor.page.goto(site.url + path)
      return visitor
    },
    operate: async <Data>(query: string, variables = {}) =>
      dataOf(await gateway.ask<Data>(query, variables, 'operator')),
    async changeOnHand(skuId, warehouseId, delta) {
      changes += 1
      const input = { skuId, warehouseId, delta, idempotencyKey: `${example}-test-${changes}` }
      const { adjustStock } = await app.operate<{ adjustStock: { userErrors: object[] } }>(ADJUST, { input })
      if (adjustStock.userErrors.length > 0) throw new Error(JSON.stringify(adjustStock.userErrors))
    },
    async stop() {
      await browser.close()
      await site.stop()
      await built.remove()
      await gateway.stop()
    },
  }
  return app
}
