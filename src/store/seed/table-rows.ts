import { Prisma } from '../generated/client.ts'
import type { Tx } from '../transaction.ts'

/** The tables that are seeded, and what a row of each is made of. */
interface Tables {
  supplier: Prisma.SupplierCreateManyInput
  category: Prisma.CategoryCreateManyInput
  product_category: Prisma.ProductCategoryCreateManyInput
  product: Prisma.ProductCreateManyInput
  sku: Prisma.SkuCreateManyInput
  shop: Prisma.ShopCreateManyInput
  sync_state: Prisma.SyncStateCreateManyInput
  listing: Prisma.ListingCreateManyInput
  warehouse: Prisma.WarehouseCreateManyInput
  stock_level: Prisma.StockLevelCreateManyInput
  stock_movement: Prisma.StockMovementCreateManyInput
  reservation: Prisma.ReservationCreateManyInput
  inventory_alert: Prisma.InventoryAlertCreateManyInput
  replenishment_proposal: Prisma.ReplenishmentProposalCreateManyInput
  exchange_rate: Prisma.ExchangeRateCreateManyInput
  order: Prisma.OrderCreateManyInput
  order_line: Prisma.OrderLineCreateManyInput
  payment: Prisma.PaymentCreateManyInput
  purchase_order: Prisma.PurchaseOrderCreateManyInput
  purchase_order_line: Prisma.PurchaseOrderLineCreateManyInput
  order_event: Prisma.OrderEventCreateManyInput
  shipment: Prisma.ShipmentCreateManyInput
  tracking_event: Prisma.TrackingEventCreateManyInput
}

/** The rows of one table, ready to be written. */
export interface TableRows {
  readonly table: keyof Tables
  readonly rows: readonly object[]
}

export function tableRows<Table extends keyof Tables>(
  table: Table,
  rows: readonly Tables[Table][],
): TableRows {
  return { table, rows }
}

/**
 * One statement for all rows, which travel as one JSON text: less than half the time of `createMany`, whose
 * every value is a parameter. Fields that no row names get the database's default; ids and `updatedAt`,
 * which Prisma would make up, must be there.
 */
export async function insertRows(tx: Tx, { table, rows }: TableRows): Promise<void> {
  if (rows.length === 0) return
  const fields = new Set(rows.flatMap((row) => Object.keys(row)))
  const columns = Prisma.raw([...fields].map((field) => `"${columnOf(field)}"`).join(', '))
  const into = Prisma.raw(`"${table}"`)
  const records = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([field, value]) => [columnOf(field), value])),
  )
  await tx.$executeRaw`
    INSERT INTO ${into} (${columns})
    SELECT ${columns} FROM jsonb_populate_recordset(NULL::${into}, ${JSON.stringify(records, asJson)}::jsonb)`
}

/** Two fields are named otherwise in the database, because FROM and TO are words of SQL. */
const RENAMED: Readonly<Record<string, string>> = { from: 'from_status', to: 'to_status' }

function columnOf(field: string): string {
  return RENAMED[field] ?? field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** As PostgreSQL reads them out of JSON strings: big integers in digits, bytes in hex. */
function asJson(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`
  return value
}
