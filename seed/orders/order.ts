import { catalogue, SHOPS, WAREHOUSES } from '../catalogue.ts'
import { levels } from '../levels.ts'
import { longId } from '../platform-ids.ts'
import { type Random, randomOf } from '../random.ts'
import type { SeedProduct } from '../types.ts'
import { CUSTOMER_ADDRESSES, SHOP_BUYER_ADDRESSES } from './addresses.ts'
import { type Blueprint, blueprints } from './blueprint.ts'
import { journey } from './journey.ts'
import { linesOf, type Shelf } from './lines.ts'
import { paymentsOf } from './payments.ts'
import { purchasesOf } from './purchases.ts'
import { shipmentsOf } from './shipments.ts'
import type { SeedOrder } from './types.ts'

/** The number an order has on the platform it was pulled from: 12 digits on JD, 19 elsewhere. */
function platformNumber(random: Random, source: SeedOrder['source']): string | null {
  if (source === 'STOREFRONT') return null
  return source === 'JD' ? random.digits(12) : longId(random, 19)
}

function orderOf(
  blueprint: Blueprint,
  rank: number,
  shelf: Shelf,
  bySku: ReadonlyMap<string, SeedProduct>,
  now: Date,
): Omit<SeedOrder, 'number'> {
  const { source, status } = blueprint
  const random = randomOf(`order ${rank}`)
  const events = journey(random, blueprint, now)
  const lines = linesOf(random, blueprint, shelf)
  const totalFen = lines.reduce((sum, { quantity, unitPriceFen }) => sum + quantity * unitPriceFen, 0)
  const customer = (rank % CUSTOMER_ADDRESSES.length) + 1
  const shippingAddress =
    source === 'STOREFRONT' ? CUSTOMER_ADDRESSES[customer - 1] : random.pick(SHOP_BUYER_ADDRESSES)
  const [first] = events
  if (!first || !shippingAddress) throw new RangeError('an order has a beginning and an address')
  const purchases = purchasesOf(random, blueprint, events, lines, bySku, rank)
  const shipments = shipmentsOf(random, blueprint, events, purchases, shippingAddress, rank, now)
  const instants = [
    ...events.map(({ at }) => at),
    ...shipments.flatMap((shipment) => shipment.events.map(({ occurredAt }) => occurredAt)),
  ].map((at) => at.getTime())
  return {
    source,
    shop: SHOPS.find(({ platform }) => platform === source)?.key ?? null,
    externalId: platformNumber(random, source),
    status,
    customer: source === 'STOREFRONT' ? `customer-${customer}` : null,
    lines,
    totalFen,
    payments: paymentsOf(random, blueprint, events, totalFen),
    purchases,
    shipments,
    events,
    shippingAddress,
    placedAt: first.at,
    updatedAt: new Date(Math.max(...instants)),
  }
}

/**
 * 100 orders placed in the 60 days before `now`, oldest first. Only the instants depend on `now`: numbers,
 * lines and states are the same at every call.
 */
export function orders(now: Date): SeedOrder[] {
  const products = catalogue()
  const bySku = new Map(products.flatMap((product) => product.skus.map(({ code }) => [code, product])))
  const hub = levels().filter(({ warehouseCode }) => warehouseCode === WAREHOUSES[0]?.code)
  const shelf: Shelf = { products, hub: new Map(hub.map((level) => [level.skuCode, level])) }
  return blueprints()
    .map((blueprint, rank) => orderOf(blueprint, rank, shelf, bySku, now))
    .sort((one, other) => one.placedAt.getTime() - other.placedAt.getTime())
    .map((order, index) => ({ number: `HG-${100001 + index}`, ...order }))
}
