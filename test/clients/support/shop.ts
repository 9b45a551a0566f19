import { startWebApp, type WebApp } from './web-app.ts'

export interface Shop extends WebApp {
  /** A SKU by its code, with its stock. */
  sku(code: string): Promise<ShopSku>
  /** Changes stock in the warehouse that has most of the SKU: it may be reduced. */
  adjust(code: string, delta: number): Promise<void>
  /** Takes everything off the shelf that is not promised to somebody. */
  sellOut(code: string): Promise<void>
}

interface ShopSku {
  readonly id: string
  readonly available: number
  readonly product: { readonly id: string; readonly title: string }
  readonly stockLevels: readonly { available: number; warehouse: { id: string } }[]
}

const SKU = `query ($code: String!) { sku(code: $code) {
  id available product { id title } stockLevels { available warehouse { id } } } }`

/** The storefront in a browser. */
export async function startShop(env: Record<string, string> = {}): Promise<Shop> {
  const app = await startWebApp('storefront', env)
  async function sku(code: string): Promise<ShopSku> {
    const { sku } = await app.operate<{ sku: ShopSku | null }>(SKU, { code })
    if (!sku) throw new Error(`no SKU ${code}`)
    return sku
  }
  return {
    ...app,
    sku,
    async adjust(code, delta) {
      const { id, stockLevels } = await sku(code)
      const [level] = stockLevels.toSorted((one, other) => other.available - one.available)
      if (!level) throw new Error(`no stock of ${code}`)
      await app.changeOnHand(id, level.warehouse.id, delta)
    },
    async sellOut(code) {
      const { id, stockLevels } = await sku(code)
      for (const { available, warehouse } of stockLevels)
        if (available > 0) await app.changeOnHand(id, warehouse.id, -available)
    },
  }
}
