import { type Cache, cacheExchange, type KeyingConfig } from '@urql/exchange-graphcache'
import type { LiveStockSubscription } from '../../../generated/storefront/graphql.ts'

/** Types that are a part of what holds them and have no identity of their own. */
const EMBEDDED = [
  'Money',
  'Media',
  'PriceTier',
  'MarketplaceItemSku',
  'ItemResolution',
  'Facet',
  'FacetValue',
  'SkuAttribute',
  'LiveOffer',
  'OrderEvent',
  'TrackingEvent',
  'Address',
  'UserError',
  'StockSnapshot',
  'StockChange',
  'FeedGap',
  'OrderChange',
  'BackInStockNotice',
  'NotifyWhenBackPayload',
  'PlaceOrderPayload',
  'CancelOrderPayload',
  'ConfirmDeliveryPayload',
]

/** Event types of each feed, so that the cache can match fragments. A test compares with the schema. */
export const POSSIBLE_TYPES = {
  StockFeedEvent: ['StockSnapshot', 'StockChange', 'FeedGap'],
  OrderFeedEvent: ['OrderChange', 'FeedGap'],
  BackInStockFeedEvent: ['BackInStockNotice', 'FeedGap'],
}

/** Fields that only some types of an event have. */
const OF_SOME_EVENTS = ['complete', 'levels', 'skuId', 'level', 'from', 'to', 'order', 'request', 'gapReason']
const LACKED = /^Invalid undefined: The field at `(\w+)`/

/**
 * Says in development what is wrong with a result. Without the whole schema the cache looks for the fields of every
 * fragment when it writes an event, also of those for other types: what these lack is no fault.
 */
function log(severity: 'debug' | 'error' | 'warn', message: string): void {
  const [, field = ''] = LACKED.exec(message) ?? []
  // biome-ignore lint/suspicious/noConsole: for developers, and the cache calls it in development alone
  if (!OF_SOME_EVENTS.includes(field)) console[severity](message)
}

const keys: KeyingConfig = {
  ...Object.fromEntries(EMBEDDED.map((name) => [name, () => null])),
  ExchangeRate: ({ currency }) => String(currency),
  MarketplaceItem: ({ platform, externalId }) => `${String(platform)}:${String(externalId)}`,
}

/**
 * Everything by its id, so that an event of a subscription updates every view of that level, product or order. Two
 * things an id can't do: tell a list of a newcomer, and tell one list that another has grown.
 */
export const cache = () =>
  cacheExchange({
    keys,
    logger: log,
    possibleTypes: POSSIBLE_TYPES,
    updates: {
      Subscription: {
        stockChanges(result, _args, store) {
          const event = (result as LiveStockSubscription).stockChanges
          if (event.__typename === 'StockChange' && 'level' in event) addLevel(store, event)
        },
      },
      Mutation: {
        placeOrder: (_result, _args, store) => forget(store, 'orders'),
        notifyWhenBack: (_result, _args, store) => forget(store, 'backInStockRequests'),
      },
    },
  })

/** A SKU that comes to a warehouse for the first time has a level there from then on. */
function addLevel(store: Cache, { skuId, level }: { skuId: string; level: { id: string } }): void {
  const sku = { __typename: 'Sku', id: skuId }
  const key = store.keyOfEntity({ __typename: 'StockLevel', id: level.id })
  // Links are read as the keys of what they lead to; undefined when the levels were not requested.
  const levels = store.resolve(sku, 'stockLevels') as readonly string[] | undefined
  if (key === null || !levels || levels.includes(key)) return
  store.link(sku, 'stockLevels', [...levels, key])
}

/** The next one who asks for the list asks the gateway. */
function forget(store: Cache, list: string): void {
  for (const { fieldName, fieldKey } of store.inspectFields('Query'))
    if (fieldName === list) store.invalidate('Query', fieldKey)
}
