import { Prisma } from './generated/client.ts'
import type { Tx } from './transaction.ts'

/** Open dependants of an object: their kind, number, and some of their names. */
export interface Dependent {
  readonly what: string
  readonly count: number
  readonly names: readonly string[]
}

/** Names in a message. */
const SHOWN = 3

interface Row {
  readonly what: string
  readonly count: number
  readonly names: string[]
}

const among = (what: string, from: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT ${what} AS what, count(DISTINCT name)::int AS count, (array_agg(DISTINCT name))[1:${SHOWN}::int] AS names
  FROM (${from}) found HAVING count(*) > 0`

async function allOf(tx: Tx, parts: readonly Prisma.Sql[]): Promise<Dependent[]> {
  return tx.$queryRaw<Row[]>`${Prisma.join([...parts], ' UNION ALL ')}`
}

const OPEN_ORDER = Prisma.sql`"order".status NOT IN ('DELIVERED', 'COMPLETED', 'CANCELLED', 'REFUNDED')
  AND order_line.status NOT IN ('DELIVERED', 'CANCELLED', 'RETURNED', 'REFUNDED')`
const OPEN_PURCHASE = Prisma.sql`purchase_order.status NOT IN ('RECEIVED', 'CANCELLED', 'FAILED')`

/** Open dependants of these SKUs. */
export function openOfSkus(tx: Tx, skuIds: readonly string[]): Promise<Dependent[]> {
  const ids = Prisma.sql`${[...skuIds]}::text[]`
  return allOf(tx, [
    among(
      'warehouses that have or await stock of it',
      Prisma.sql`SELECT warehouse.code AS name FROM stock_level JOIN warehouse ON warehouse.id = warehouse_id
        WHERE sku_id = ANY(${ids}) AND (on_hand <> 0 OR incoming <> 0)`,
    ),
    among(
      'reservations',
      Prisma.sql`SELECT owner_type || ' ' || owner_id AS name FROM reservation
        WHERE sku_id = ANY(${ids}) AND status = 'ACTIVE'`,
    ),
    among(
      'open orders',
      Prisma.sql`SELECT "order".number AS name FROM order_line JOIN "order" ON "order".id = order_id
        WHERE sku_id = ANY(${ids}) AND ${OPEN_ORDER}`,
    ),
    among(
      'open purchases',
      Prisma.sql`SELECT COALESCE(purchase_order.external_id, purchase_order.id) AS name
        FROM purchase_order_line JOIN purchase_order ON purchase_order.id = purchase_order_id
        WHERE sku_id = ANY(${ids}) AND ${OPEN_PURCHASE}`,
    ),
    among(
      'transfers under way',
      Prisma.sql`SELECT COALESCE(reference, id) AS name FROM stock_transfer
        WHERE sku_id = ANY(${ids}) AND status = 'IN_TRANSIT'`,
    ),
  ])
}

export function openOfWarehouse(tx: Tx, id: string): Promise<Dependent[]> {
  return allOf(tx, [
    among(
      'SKUs that it has or awaits',
      Prisma.sql`SELECT sku.code AS name FROM stock_level JOIN sku ON sku.id = sku_id
        WHERE warehouse_id = ${id} AND (on_hand <> 0 OR incoming <> 0)`,
    ),
    among(
      'reservations',
      Prisma.sql`SELECT owner_type || ' ' || owner_id AS name FROM reservation
        WHERE warehouse_id = ${id} AND status = 'ACTIVE'`,
    ),
    among(
      'open purchases',
      Prisma.sql`SELECT COALESCE(external_id, id) AS name FROM purchase_order
        WHERE warehouse_id = ${id} AND ${OPEN_PURCHASE}`,
    ),
    among(
      'transfers under way',
      Prisma.sql`SELECT COALESCE(reference, id) AS name FROM stock_transfer
        WHERE ${id} IN (from_warehouse_id, to_warehouse_id) AND status = 'IN_TRANSIT'`,
    ),
  ])
}

export function openOfCategory(tx: Tx, id: string): Promise<Dependent[]> {
  return allOf(tx, [
    among(
      'products',
      Prisma.sql`SELECT product.handle AS name FROM product_category JOIN product ON product.id = product_id
        WHERE category_id = ${id} AND product.status <> 'ARCHIVED'`,
    ),
    among(
      'categories below it',
      Prisma.sql`SELECT slug AS name FROM category WHERE parent_id = ${id} AND archived_at IS NULL`,
    ),
    among(
      'price rules',
      Prisma.sql`SELECT name FROM price_rule WHERE category_id = ${id} AND archived_at IS NULL`,
    ),
  ])
}

export function openOfSupplier(tx: Tx, id: string): Promise<Dependent[]> {
  return allOf(tx, [
    among(
      'products',
      Prisma.sql`SELECT handle AS name FROM product WHERE supplier_id = ${id} AND status <> 'ARCHIVED'`,
    ),
    among(
      'price rules',
      Prisma.sql`SELECT name FROM price_rule WHERE supplier_id = ${id} AND archived_at IS NULL`,
    ),
  ])
}

export function openOfPriceRule(tx: Tx, id: string): Promise<Dependent[]> {
  return allOf(tx, [
    among(
      'held prices',
      Prisma.sql`SELECT sku.code AS name FROM held_price JOIN sku ON sku.id = sku_id
        WHERE rule_id = ${id} AND decided_at IS NULL`,
    ),
  ])
}
