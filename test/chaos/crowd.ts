import { type AlertItem, AlertMirror } from './alert-mirror.ts'
import type { Counts } from './counts.ts'
import { globalId } from './global-id.ts'
import { type StockItem, StockMirror } from './mirror.ts'
import type { Random } from './random.ts'
import { sseSubscriber } from './sse-subscriber.ts'
import type { Subscriber, SubscriberOptions } from './subscriber.ts'
import { websocketSubscriber } from './websocket-subscriber.ts'
import type { World } from './world.ts'

const FIGURES = 'id version onHand available'

/** Needs nothing but the event. */
const PLAIN = stockQuery('')
/** Needs look-ups for each event. */
const LOOKING_UP = stockQuery('sku { code } warehouse { code }')
/** So large that a client that does not read is noticed soon. */
const LARGE = stockQuery(
  Array.from({ length: 25 }, (_, n) => `copy${n}: level { ${FIGURES} reserved safetyStock incoming }`).join(
    ' ',
  ),
)

function stockQuery(more: string): string {
  return /* GraphQL */ `
    subscription Stock($skuIds: [ID!], $warehouseIds: [ID!], $after: String) {
      stockChanges(skuIds: $skuIds, warehouseIds: $warehouseIds, after: $after) {
        __typename
        ... on StockChange { cursor delta coalesced level { ${FIGURES} } ${more} }
        ... on StockSnapshot { cursor complete levels { ${FIGURES} } }
        ... on FeedGap { cursor gapReason }
      }
    }
  `
}

const ALERTS = /* GraphQL */ `
  subscription Alerts($after: String) {
    inventoryAlertChanges(after: $after) {
      __typename
      ... on AlertChange { cursor alert { id } }
      ... on FeedGap { cursor gapReason }
    }
  }
`

export interface StockWatcher {
  readonly mirror: StockMirror
  /** Global ids of the levels. */
  readonly watched: ReadonlySet<string>
  readonly subscriber: Subscriber
}

export interface AlertWatcher {
  readonly mirror: AlertMirror
  readonly subscriber: Subscriber
}

/** Half of them over WebSocket, half over SSE; every fourth watches everything, the others some SKUs or one warehouse. */
export function subscribeStock(world: World, count: number, random: Random, counts: Counts): StockWatcher[] {
  return Array.from({ length: count }, (_, number) => {
    const { levels } = world
    const skus = random.shuffled([...new Set(levels.map(({ skuId }) => skuId))])
    const skuIds = number % 4 === 0 ? null : skus.slice(0, random.between(1, skus.length))
    const warehouseIds = number % 4 === 2 ? [random.pick(levels).warehouseId] : null
    const watched = levels.filter(
      ({ skuId, warehouseId }) =>
        (!skuIds || skuIds.includes(skuId)) && (!warehouseIds || warehouseIds.includes(warehouseId)),
    )
    const ids = new Set(watched.map(({ levelId }) => globalId('StockLevel', levelId)))
    const mirror = new StockMirror(`stock ${number} (${transportOf(number).name})`, ids, counts)
    const subscriber = subscribe<StockItem>(world, number, {
      mirror,
      query: [PLAIN, PLAIN, LOOKING_UP, LOOKING_UP, LARGE, LARGE][number % 6] ?? PLAIN,
      variables: {
        ...(skuIds && { skuIds: skuIds.map((id) => globalId('Sku', id)) }),
        ...(warehouseIds && { warehouseIds: warehouseIds.map((id) => globalId('Warehouse', id)) }),
      },
      counts,
    })
    return { mirror, watched: ids, subscriber }
  })
}

export function subscribeAlerts(world: World, count: number, counts: Counts): AlertWatcher[] {
  return Array.from({ length: count }, (_, number) => {
    const mirror = new AlertMirror(`alerts ${number} (${transportOf(number).name})`, counts)
    const subscriber = subscribe<AlertItem>(world, number, { mirror, query: ALERTS, variables: {}, counts })
    return { mirror, subscriber }
  })
}

function transportOf(number: number) {
  return number % 2 === 0
    ? { name: 'WebSocket', open: websocketSubscriber }
    : { name: 'SSE', open: sseSubscriber }
}

function subscribe<Item>(
  { gateways, authorization }: World,
  number: number,
  options: Omit<SubscriberOptions<Item>, 'gateways' | 'authorization'>,
): Subscriber {
  // They begin at different gateways.
  const first = Math.floor(number / 2) % gateways.length
  const inTurn = [...gateways.slice(first), ...gateways.slice(0, first)]
  return transportOf(number).open({ ...options, gateways: inTurn, authorization })
}
