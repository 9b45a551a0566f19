import type { Browser, BrowserContextOptions } from 'playwright-core'
import { launchBrowser } from '../../../client-examples/shared-web/testing/browser.ts'
import { type Built, buildExample } from '../../../client-examples/shared-web/testing/build.ts'
import { serveBuilt } from '../../../client-examples/shared-web/testing/static-server.ts'
import { type Visit, visit } from '../../../client-examples/shared-web/testing/visit.ts'
import { dataOf } from '../../path/support/ask.ts'
import { bearer, type Gateway, startGateway } from '../../path/support/gateway.ts'

export interface Shop {
  readonly gateway: Gateway
  readonly built: Built
  readonly url: string
  /** A new visitor on a page of the shop. */
  open(path: string, options?: BrowserContextOptions): Promise<Visit>
  /** As the operator, over HTTP. */
  operate<Data>(query: string, variables?: Record<string, unknown>): Promise<Data>
  /** A SKU by its code, with its stock. */
  sku(code: string): Promise<ShopSku>
  /** Changes what lies on the shelf in the SKU's first warehouse. */
  adjust(code: string, delta: number): Promise<void>
  /** Takes everything off the shelf that is not promised to somebody. */
  sellOut(code: string): Promise<void>
  stop(): Promise<void>
}

export interface ShopSku {
  readonly id: string
  readonly available: number
  readonly product: { readonly id: string; readonly title: string }
  readonly stockLevels: readonly { available: number; warehouse: { id: string } }[]
}

const ADJUST = `mutation ($input: AdjustStockInput!) {
  adjustStock(input: $input) { stockLevel { available } userErrors { code message } } }`
const SKU = `query ($code: String!) { sku(code: $code) {
  id available product { id title } stockLevels { available warehouse { id } } } }`

/** The whole of it: gateway with sandbox, the storefront built for it and served, and a browser. */
export async function startShop(): Promise<Shop> {
  const gateway = await startGateway()
  const built = await buildExample('storefront', `http://127.0.0.1:${gateway.port}`)
  const site = await serveBuilt(built.folder, async (role, subject) =>
    (await bearer(gateway.config, role as 'customer', subject)).replace('Bearer ', ''),
  )
  const browser: Browser = await launchBrowser()
  let adjusted = 0
  const shop: Shop = {
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
    async sku(code) {
      const { sku } = await shop.operate<{ sku: ShopSku | null }>(SKU, { code })
      if (!sku) throw new Error(`no SKU ${code}`)
      return sku
    },
    async adjust(code, delta) {
      const { id, stockLevels } = await shop.sku(code)
      // From where there is most: it may be taken down.
      const [level] = stockLevels.toSorted((one, other) => other.available - one.available)
      await change(id, level?.warehouse.id, delta)
    },
    async sellOut(code) {
      const { id, stockLevels } = await shop.sku(code)
      for (const { available, warehouse } of stockLevels)
        if (available > 0) await change(id, warehouse.id, -available)
    },
    async stop() {
      await browser.close()
      await site.stop()
      await built.remove()
      await gateway.stop()
    },
  }
  async function change(skuId: string, warehouseId: string | undefined, delta: number): Promise<void> {
    adjusted += 1
    const input = { skuId, warehouseId, delta, reason: 'ADJUSTMENT', idempotencyKey: `shop-test-${adjusted}` }
    const { adjustStock } = await shop.operate<{ adjustStock: { userErrors: object[] } }>(ADJUST, { input })
    if (adjustStock.userErrors.length > 0) throw new Error(JSON.stringify(adjustStock.userErrors))
  }
  return shop
}
