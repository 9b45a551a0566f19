/** The catalogue that everybody answers from: as many products as the runner asks for, the same each time. */
export interface Rows {
  readonly products: readonly ProductRow[]
  readonly skus: readonly SkuRow[]
  readonly levels: readonly LevelRow[]
  readonly listings: readonly ListingRow[]
  readonly warehouses: readonly WarehouseRow[]
}

export interface ProductRow {
  readonly id: string
  readonly title_zh: string
  readonly title_en: string
  readonly created_at: Date
}

export interface SkuRow {
  readonly id: string
  readonly code: string
  readonly product_id: string
  readonly title_zh: string
  readonly title_en: string
  /** Fen. */
  readonly price_minor: bigint
  readonly currency: string
}

export interface LevelRow {
  readonly id: string
  readonly sku_id: string
  readonly warehouse_id: string
  /** Units. */
  readonly on_hand: number
  readonly available: number
  readonly version: number
  readonly updated_at: Date
}

export interface ListingRow {
  readonly id: string
  readonly sku_id: string
  readonly platform: string
  readonly external_id: string
  readonly price_minor: bigint
  readonly currency: string
  readonly quantity: number
}

export interface WarehouseRow {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly country: string
}

const START = Date.UTC(2026, 0, 1)
const SKUS = 3
const PLATFORMS = ['TAOBAO', 'JD', 'ALIBABA_1688']
const WAREHOUSES: readonly WarehouseRow[] = [
  { id: 'w-gz', code: 'GZ', name: 'Guangzhou', country: 'CN' },
  { id: 'w-fr', code: 'FRA', name: 'Frankfurt', country: 'DE' },
]

/** Each product has 3 SKUs, each SKU a level in 2 warehouses and a listing on 2 marketplaces. */
export function makeRows(count: number): Rows {
  const products = Array.from({ length: count }, (_, at) => ({
    id: `p${padded(at)}`,
    title_zh: `旅行水壶 ${at}`,
    title_en: `Travel flask ${at}`,
    created_at: new Date(START + at * 60_000),
  }))
  const skus = products.flatMap((product, at) =>
    Array.from({ length: SKUS }, (_, nth) => ({
      id: `${product.id}-s${nth}`,
      code: `FLASK-${padded(at)}-${nth}`,
      product_id: product.id,
      title_zh: `${product.title_zh} ${nth}`,
      title_en: `${product.title_en}, size ${nth}`,
      price_minor: BigInt(3_900 + ((at * 37 + nth * 211) % 9_000)),
      currency: 'CNY',
    })),
  )
  const levels = skus.flatMap((sku, at) =>
    WAREHOUSES.map((warehouse, nth) => {
      const onHand = (at * 13 + nth * 7) % 60
      return {
        id: `${sku.id}-l${nth}`,
        sku_id: sku.id,
        warehouse_id: warehouse.id,
        on_hand: onHand,
        available: onHand,
        version: 1 + (at % 9),
        updated_at: new Date(START + at * 1_000),
      }
    }),
  )
  const listings = skus.flatMap((sku, at) =>
    [0, 1].map((nth) => ({
      id: `${sku.id}-o${nth}`,
      sku_id: sku.id,
      platform: PLATFORMS[(at + nth) % PLATFORMS.length] ?? '',
      external_id: `6800${padded(at)}${nth}`,
      price_minor: sku.price_minor + BigInt(nth * 100),
      currency: 'CNY',
      quantity: (at * 11 + nth) % 40,
    })),
  )
  return { products, skus, levels, listings, warehouses: WAREHOUSES }
}

function padded(value: number): string {
  return String(value).padStart(5, '0')
}
