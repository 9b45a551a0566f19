import type { ConsumerOrder } from '../../sandbox/state/consumer-order.ts'
import type { World } from './world.ts'

const STATUS: Readonly<Record<ConsumerOrder['status'], readonly string[]>> = {
  UNPAID: ['PENDING_PAYMENT'],
  PAID: ['PAID', 'AT_WAREHOUSE', 'SHIPPED'],
  PART_SHIPPED: ['PAID', 'AT_WAREHOUSE', 'SHIPPED'],
  SHIPPED: ['SHIPPED', 'DELIVERED'],
  FINISHED: ['COMPLETED'],
  CLOSED_UNPAID: ['CANCELLED'],
  REFUNDED: ['REFUNDED', 'COMPLETED'],
}

/** Every difference between the shops, the warehouse and what we have, in words; empty when all agree. */
export async function differences(world: World): Promise<string[]> {
  return [
    ...(await orderDifferences(world)),
    ...(await listingDifferences(world)),
    ...(await stockDifferences(world)),
  ]
}

/** Rows read at once: the sandbox answers from the same process, and is not to be kept from it for long. */
const PAGE = 2_000

/** All rows of a table that has ids, page by page. */
async function all<Row extends { readonly id: string }>(
  page: (after: string, take: number) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = []
  for (;;) {
    const some = await page(rows.at(-1)?.id ?? '', PAGE)
    rows.push(...some)
    if (some.length < PAGE) return rows
  }
}

async function orderDifferences({ state, deps }: World): Promise<string[]> {
  const found: string[] = []
  const ours = await all((after, take) =>
    deps.prisma.order.findMany({
      where: { externalId: { not: null }, id: { gt: after } },
      include: { lines: { orderBy: { position: 'asc' } }, refunds: true },
      orderBy: { id: 'asc' },
      take,
    }),
  )
  const byId = new Map(ours.map((order) => [`${order.source} ${order.externalId}`, order]))
  for (const theirs of state.orders.list()) {
    const name = `${theirs.platform} ${theirs.id}`
    const order = byId.get(name)
    byId.delete(name)
    if (!order) {
      found.push(`${name}: we do not have it`)
      continue
    }
    const differ = (what: string, a: unknown, b: unknown) => {
      if (String(a) !== String(b)) found.push(`${name}: ${what} is ${a} here, ${b} there`)
    }
    if (!STATUS[theirs.status].includes(order.status))
      found.push(`${name}: status is ${order.status} here, ${theirs.status} there`)
    const goods = theirs.lines.reduce((sum, line) => sum + line.priceFen * line.quantity, 0)
    differ('total', order.externalTotalMinor ?? order.totalMinor, goods + theirs.postFen - theirs.discountFen)
    differ('placed at', order.placedAt.getTime(), Math.floor(theirs.created.getTime() / 1000) * 1000)
    differ('lines', order.lines.length, theirs.lines.length)
    for (const [index, line] of theirs.lines.entries()) {
      const own = order.lines[index]
      differ(`quantity of line ${index + 1}`, own?.quantity, line.quantity)
      differ(`price of line ${index + 1}`, own?.unitPriceMinor, line.priceFen)
      differ(`SKU of line ${index + 1}`, own?.externalSkuId, line.sku.externalSkuId)
    }
    const address = order.shippingAddress && JSON.parse(deps.box.open(order.shippingAddress))
    // Taobao masks both.
    differ('name', address?.name?.slice(0, 1), theirs.receiver.name.slice(0, 1))
    differ('phone', address?.phone?.slice(-4), theirs.receiver.mobile.slice(-4))
    differ('city', address?.city, theirs.receiver.city)
    const asked = theirs.lines.filter((line) => line.refund)
    differ('refunds', order.refunds.length, asked.length)
  }
  for (const name of byId.keys()) found.push(`${name}: the shop does not have it`)
  return found
}

async function listingDifferences({ state, deps }: World): Promise<string[]> {
  const found: string[] = []
  const rows = await all((after, take) =>
    deps.prisma.listing.findMany({
      where: { platform: { in: ['TAOBAO', 'JD'] }, removedAt: null, id: { gt: after } },
      orderBy: { id: 'asc' },
      take,
    }),
  )
  const byId = new Map(rows.map((row) => [`${row.platform} ${row.externalId} ${row.externalSkuId}`, row]))
  for (const item of [...state.shelf.items('TAOBAO'), ...state.shelf.items('JD')])
    for (const sku of item.skus) {
      const name = `${item.platform} ${item.externalId} ${sku.externalSkuId}`
      const row = byId.get(name)
      byId.delete(name)
      if (!row) {
        found.push(`${name}: we do not have it`)
        continue
      }
      const pairs = {
        price: [row.priceMinor, sku.priceFen],
        quantity: [row.quantity, sku.quantity],
        onSale: [row.onSale, item.onSale],
      }
      for (const [what, [a, b]] of Object.entries(pairs))
        if (String(a) !== String(b)) found.push(`${name}: ${what} is ${a} here, ${b} there`)
    }
  for (const name of byId.keys()) found.push(`${name}: the shop does not have it`)
  return found
}

/** The warehouse counts what we count, and the shops sell what is available; the ledger adds up to the levels. */
async function stockDifferences({ state, deps }: World): Promise<string[]> {
  const found: string[] = []
  const levels = await deps.prisma.$queryRaw<
    { code: string; warehouse: string; onHand: number; available: number; sum: number; held: number }[]
  >`
    SELECT sku.code, warehouse.code AS warehouse, on_hand AS "onHand", available,
      (SELECT COALESCE(sum(delta), 0)::int FROM stock_movement m WHERE m.sku_id = level.sku_id AND m.warehouse_id = level.warehouse_id) AS sum,
      (SELECT COALESCE(sum(quantity), 0)::int FROM reservation r WHERE r.sku_id = level.sku_id AND r.warehouse_id = level.warehouse_id AND r.status = 'ACTIVE') AS held
    FROM stock_level level JOIN sku ON sku.id = level.sku_id JOIN warehouse ON warehouse.id = level.warehouse_id`
  const sellable = new Map<string, number>()
  for (const level of levels) {
    sellable.set(level.code, (sellable.get(level.code) ?? 0) + level.available)
    const theirs = state.warehouse.stock(level.warehouse, level.code).quantity
    if (level.onHand !== theirs)
      found.push(`${level.code} in ${level.warehouse}: ${level.onHand} here, ${theirs} there`)
    if (level.onHand !== level.sum)
      found.push(`${level.code}: the ledger adds up to ${level.sum}, not ${level.onHand}`)
  }
  for (const item of [...state.shelf.items('TAOBAO'), ...state.shelf.items('JD')])
    for (const sku of item.skus)
      if (sku.quantity !== (sellable.get(sku.code) ?? 0))
        found.push(
          `${item.platform} sells ${sku.quantity} of ${sku.code}, ${sellable.get(sku.code) ?? 0} may be sold`,
        )
  return found
}
