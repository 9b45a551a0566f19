import { catalogue } from '../../../seed/catalogue.ts'
import type { SeedStockLevel } from '../../../seed/stock.ts'
import type { SeedListing } from '../../../seed/types.ts'
import type { Prisma } from '../generated/client.ts'
import { placeKey, skuId, warehouseId } from './ids.ts'
import { type TableRows, tableRows } from './table-rows.ts'

const DAY_MS = 24 * 3600_000

/** Wholesale first, as replenishments are bought. */
const SOURCES: readonly SeedListing['platform'][] = ['ALIBABA_1688', 'TAOBAO', 'JD']

/** No platform is asked about them: they were ordered by hand. */
const NEVER = new Date('9999-01-01T00:00:00Z')

/** The purchases that everything incoming comes from: one for each level, on its way from the supplier. */
export function incomingTables(levels: readonly SeedStockLevel[], now: Date): TableRows[] {
  const sources = new Map(
    catalogue().flatMap((product) => product.skus.map(({ code }) => [code, sourceOf(product, code)])),
  )
  const purchases: Prisma.PurchaseOrderCreateManyInput[] = []
  const lines: Prisma.PurchaseOrderLineCreateManyInput[] = []
  for (const level of levels.filter(({ incoming }) => incoming > 0)) {
    const source = sources.get(level.skuCode)
    if (!source) throw new RangeError(`${level.skuCode} is listed nowhere`)
    const { platform, externalId, externalSkuId, specId, priceFen } = source
    const id = `purchase-incoming-${placeKey(level)}`
    const at = new Date(now.getTime() - 3 * DAY_MS)
    purchases.push({
      id,
      warehouseId: warehouseId(level.warehouseCode),
      platform,
      status: 'SHIPPED',
      totalMinor: BigInt(priceFen * level.incoming),
      reason: 'Ordered from the supplier by hand: count it in when it arrives',
      nextAttemptAt: NEVER,
      createdAt: at,
      updatedAt: at,
    })
    lines.push({
      id: `${id}-line`,
      purchaseOrderId: id,
      skuId: skuId(level.skuCode),
      externalId,
      externalSkuId,
      specId: specId ?? null,
      quantity: level.incoming,
      awaited: level.incoming,
      unitPriceMinor: BigInt(priceFen),
    })
  }
  return [tableRows('purchase_order', purchases), tableRows('purchase_order_line', lines)]
}

/** Where a SKU is bought: its offer on the first platform that has one. */
function sourceOf({ listings }: ReturnType<typeof catalogue>[number], code: string) {
  const offers = listings.flatMap(({ platform, externalId, skus }) =>
    skus.filter((sku) => sku.code === code).map((sku) => ({ platform, externalId, ...sku })),
  )
  for (const platform of SOURCES) {
    const offer = offers.find((one) => one.platform === platform)
    if (offer) return offer
  }
  return null
}
