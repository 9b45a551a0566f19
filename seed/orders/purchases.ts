import { longId } from '../platform-ids.ts'
import type { Random } from '../random.ts'
import type { SeedListing, SeedProduct } from '../types.ts'
import type { Blueprint } from './blueprint.ts'
import { reachedAt } from './journey.ts'
import type { SeedOrderEvent, SeedOrderLine, SeedPurchase } from './types.ts'

type Status = SeedPurchase['status']

const PLACED: readonly Status[] = ['PLACED', 'PAID', 'SHIPPED', 'RECEIVED', 'CANCELLED']

const REASONS: Partial<Record<Status, readonly string[]>> = {
  AWAITING_MANUAL_PURCHASE: [
    'The linked shop has no purchasing right on this platform: buy by hand and enter the order number',
    'The seller takes no orders through the open platform: buy by hand and enter the order number',
    'The price rose above the amount the customer paid: decide whether to buy',
  ],
  FAILED: [
    'The seller has sold out of this SKU',
    'The platform refused the delivery address of the hub',
    'The seller closed the order before it was paid',
  ],
}

/** State of the first purchase of an order in PURCHASING, by turns. The others are placed. */
const WAITING: readonly Status[] = [
  'AWAITING_MANUAL_PURCHASE',
  'PLACED',
  'PENDING',
  'FAILED',
  'AWAITING_MANUAL_PURCHASE',
]

function statusOf(random: Random, { status, leftFrom }: Blueprint, rank: number, isFirst: boolean): Status {
  if (status === 'PAID') return 'PENDING'
  if (status === 'PURCHASING') return isFirst ? (WAITING[rank % WAITING.length] ?? 'PENDING') : 'PLACED'
  if (status === 'PURCHASED') return random.chance(0.6) ? 'SHIPPED' : 'PAID'
  if (leftFrom === 'PAID') return 'CANCELLED'
  if (leftFrom === 'PURCHASING') return isFirst ? 'FAILED' : 'CANCELLED'
  return 'RECEIVED'
}

/** Where a SKU is bought: mostly at the shop that asks least, now and then at one that delivers sooner. */
function shopFor(random: Random, { listings }: SeedProduct, code: string): [SeedListing, number] {
  const offers = listings.flatMap((listing) =>
    listing.skus
      .filter((sku) => sku.code === code)
      .map(({ priceFen }): [SeedListing, number] => [listing, priceFen]),
  )
  if (random.chance(0.3)) return random.pick(offers)
  return offers.reduce((best, offer) => (offer[1] < best[1] ? offer : best))
}

/**
 * The purchases behind an order's lines: one for each platform and seller. An order has them from the
 * moment it is paid. `rank` counts the orders, so that the cases take turns.
 */
export function purchasesOf(
  random: Random,
  blueprint: Blueprint,
  events: readonly SeedOrderEvent[],
  lines: readonly SeedOrderLine[],
  products: ReadonlyMap<string, SeedProduct>,
  rank: number,
): SeedPurchase[] {
  const paidAt = reachedAt(events, 'PAID')
  if (!paidAt) return []
  const baskets = new Map<string, Pick<SeedPurchase, 'platform' | 'lines'>>()
  for (const { skuCode, quantity, servedFrom } of lines) {
    const product = products.get(skuCode)
    if (servedFrom === 'STOCK' || !product) continue
    const [{ platform }, unitPriceFen] = shopFor(random, product, skuCode)
    const key = `${platform} ${product.supplier}`
    const basket = baskets.get(key) ?? { platform, lines: [] }
    basket.lines.push({ skuCode, quantity, unitPriceFen })
    baskets.set(key, basket)
  }
  return [...baskets.values()].map((basket, index) => {
    const status = statusOf(random, blueprint, rank, index === 0)
    // Cancelled while the order was only paid: it never reached the platform.
    const isPlaced = PLACED.includes(status) && blueprint.leftFrom !== 'PAID'
    const reasons = REASONS[status]
    return {
      ...basket,
      status,
      externalId: isPlaced ? longId(random, 19) : null,
      totalFen: basket.lines.reduce((sum, { quantity, unitPriceFen }) => sum + quantity * unitPriceFen, 0),
      reason: reasons ? random.pick(reasons) : null,
      createdAt: reachedAt(events, 'PURCHASING') ?? paidAt,
    }
  })
}
