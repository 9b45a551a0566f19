import type { GraphContext, Loaders } from '../../schema/context.ts'
import type { FeedEvent } from '../domain/feed-event.ts'
import type { Viewer } from '../domain/viewer.ts'
import { type FeedDeps, feedsOf } from './feeds.ts'

/** What all requests share; put together in app.ts. */
export interface ContextDeps
  extends Pick<
      GraphContext,
      | 'analytics'
      | 'prisma'
      | 'shops'
      | 'inventory'
      | 'alerts'
      | 'catalog'
      | 'orders'
      | 'sync'
      | 'status'
      | 'figures'
    >,
    FeedDeps {
  readonly access: GraphContext['access']
  /** New ones, which have loaded nothing yet. */
  readonly loaders: () => Loaders
}

/** Who asks, over which connection. */
export interface Connection {
  readonly viewer: Viewer
  /** Where the client is, as limits count it (limits/address.ts). */
  readonly address: string
  /** Ends the connection when its subscriber was given up because it does not read. */
  readonly onStuck: () => void
  /** Over WebSocket: aborted when the client completes the query, or goes. */
  readonly gone?: AbortSignal
}

/** A context for one request. */
export function contextOf(deps: ContextDeps, connection: Connection): GraphContext {
  const { analytics, prisma, shops, inventory, alerts, catalog, orders, sync, status, figures } = deps
  return {
    viewer: connection.viewer,
    access: deps.access,
    analytics,
    prisma,
    shops,
    inventory,
    alerts,
    catalog,
    orders,
    sync,
    status,
    figures,
    feeds: feedsOf(deps, connection.onStuck),
    loaders: deps.loaders(),
  }
}

/**
 * The same for one more delivered event: nothing that an earlier event loaded is seen again. All who get the event
 * share its loaders, so that each thing is read once for it.
 */
export function contextForEvent(
  deps: ContextDeps,
  context: GraphContext,
  event: FeedEvent | null,
): GraphContext {
  const known = event && loadersOf.get(event)
  const loaders = known ?? deps.loaders()
  if (event && !known) loadersOf.set(event, loaders)
  return { ...context, loaders }
}

const loadersOf = new WeakMap<FeedEvent, GraphContext['loaders']>()
