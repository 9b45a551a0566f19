import { mapLimited } from '../../connectors/map-limited.ts'
import type { Platform } from '../../domain/platform.ts'
import { Transient, UpstreamError } from '../../domain/upstream-error.ts'
import { type DueMessage, finishMessages, retryMessages, takeMessages } from '../../store/inbound-message.ts'
import { modifiedTimes } from '../../store/marketplace-order.ts'
import { findLinkedShop } from '../../store/shop-credentials.ts'
import type { SyncDeps } from '../deps.ts'
import { failureOf } from '../runs/failure-class.ts'
import type { RunShop } from '../runs/run-context.ts'
import type { StoredPush } from './receive.ts'
import { type Reread, rereadOffers, rereadOrder, rereadPurchase } from './reread.ts'

const BATCH = 500
/** Orders read at once; offers are read in the platform's own batches. */
const AT_ONCE = 10
const LEASE_MS = 120_000
const ATTEMPTS = 8

/**
 * Handles the messages of a platform: every record they name is read once, even if several name it, and
 * imported as in a run. We never trust a message body.
 */
export async function workInbox(deps: SyncDeps, platform: Platform, signal: AbortSignal): Promise<void> {
  const connector = deps.connectors.get(platform)
  if (!connector) return
  for (;;) {
    signal.throwIfAborted()
    const messages = await takeMessages(deps.prisma, platform, BATCH, LEASE_MS)
    if (messages.length === 0) return
    const byShop = Map.groupBy(messages, (message) => pushOf(message).externalShopId)
    for (const [externalShopId, ofShop] of byShop) {
      const shop = await findLinkedShop(deps.prisma, deps.box, platform, externalShopId)
      if (!shop) await finishMessages(deps.prisma, idsOf(ofShop), 'No linked shop has this account.')
      else await workShop({ deps, connector, shop, signal }, ofShop)
    }
  }
}

async function workShop(
  context: Omit<Reread, 'shop'> & { readonly shop: RunShop },
  messages: readonly DueMessage[],
): Promise<void> {
  const rest = new Set(messages)
  const take = (wanted: (push: StoredPush) => string | null) => {
    const named = Map.groupBy(
      [...rest].filter((message) => wanted(pushOf(message)) !== null),
      (message) => wanted(pushOf(message)) ?? '',
    )
    for (const group of named.values()) for (const message of group) rest.delete(message)
    return named
  }
  const buys = context.shop.platform === 'ALIBABA_1688'
  const orders = [...take(({ about, orderId }) => (about === 'other' ? null : orderId))]
  const known = await knownSince(context, orders)
  await finishMessages(context.deps.prisma, idsOf(known), 'It was read since.')
  await mapLimited(orders, AT_ONCE, async ([orderId, group]) => {
    if (known.includes(group[0] as DueMessage)) return
    await attempt(context, group, () =>
      buys ? rereadPurchase(context, orderId) : rereadOrder(context, orderId),
    )
  })
  const offers = [...take(({ about, offerId }) => (about === 'other' ? null : offerId))]
  const size = context.connector.limits.offersPerRead
  for (let start = 0; start < offers.length; start += size) {
    const some = offers.slice(start, start + size)
    await attempt(
      context,
      some.flatMap(([, group]) => group),
      () =>
        rereadOffers(
          context,
          'PRODUCTS',
          some.map(([offerId]) => offerId),
        ),
    )
  }
  await finishMessages(context.deps.prisma, idsOf([...rest]), 'It names nothing that we keep.')
}

/**
 * Messages about orders that a run has read meanwhile: our data is as new as theirs. Times of orders
 * that could still change within their second are put on record a moment older, so equal times are late enough.
 */
async function knownSince(
  { deps, shop }: Reread,
  orders: readonly (readonly [string, readonly DueMessage[]])[],
): Promise<DueMessage[]> {
  const times = await modifiedTimes(
    deps.prisma,
    shop.platform,
    orders.map(([orderId]) => orderId),
  )
  return orders.flatMap(([orderId, group]) => {
    const ours = times.get(orderId)
    const told = group.map((message) => pushOf(message))
    const covered = told.every(
      ({ about, sentAt }) => about === 'order' && sentAt !== null && ours && new Date(sentAt) <= ours,
    )
    return covered ? group : []
  })
}

async function attempt(
  { deps, shop, signal }: Reread,
  messages: readonly DueMessage[],
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
    await finishMessages(deps.prisma, idsOf(messages))
  } catch (error) {
    if (signal.aborted) throw error
    const failure = failureOf(error)
    if (!failure) throw error
    const attempts = Math.max(...messages.map((message) => message.attempts))
    const message = `${shop.platform}: ${failure.message}`
    // The regular runs find it even if the message fails.
    const passes = error instanceof UpstreamError && failure.class === 'TRANSIENT' && attempts < ATTEMPTS
    if (passes) await retryMessages(deps.prisma, idsOf(messages), message, waitMs(error, attempts))
    else await finishMessages(deps.prisma, idsOf(messages), message)
  }
}

function waitMs(error: unknown, attempts: number): number {
  const asked = error instanceof Transient ? (error.retryAfterMs ?? 0) : 0
  return Math.max(asked, 1_000 * 2 ** Math.min(attempts, 8))
}

const idsOf = (messages: readonly DueMessage[]) => messages.map((message) => message.id)
const pushOf = (message: DueMessage) => message.payload as StoredPush
