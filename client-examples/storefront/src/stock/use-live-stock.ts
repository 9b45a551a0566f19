import { useSubscription } from 'urql'
import {
  LiveStockDocument,
  type LiveStockSubscriptionVariables,
} from '../../../generated/storefront/graphql.ts'

/**
 * Keeps the levels of these products or SKUs in the cache up to date: first their state, then every change. Components that
 * query them are redrawn. After a `FeedGap` the gateway sends the state again, so there is nothing to do here.
 */
export function useLiveStock(watched: Pick<LiveStockSubscriptionVariables, 'productIds' | 'skuIds'>): void {
  const { productIds = [], skuIds = [] } = watched
  useSubscription({
    query: LiveStockDocument,
    variables: watched,
    pause: !productIds?.length && !skuIds?.length,
  })
}
