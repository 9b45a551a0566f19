import { useSubscription } from 'urql'
import {
  LiveStockDocument,
  type LiveStockSubscriptionVariables,
} from '../../../generated/storefront/graphql.ts'

/**
 * Keeps the levels of these products or SKUs in the cache as they are: first their state, then every change of it. Whoever
 * reads them by a query is drawn anew. After a `FeedGap` the state comes again by itself, so there is nothing to do here.
 */
export function useLiveStock(watched: Pick<LiveStockSubscriptionVariables, 'productIds' | 'skuIds'>): void {
  const { productIds = [], skuIds = [] } = watched
  useSubscription({
    query: LiveStockDocument,
    variables: watched,
    pause: !productIds?.length && !skuIds?.length,
  })
}
