import type { GraphContext, Loaders } from '../../schema/context.ts'
import type { FeedEvent } from '../domain/feed-event.ts'
import type { Connection } from './connection.ts'
import { type FeedDeps, feedsOf } from './feeds.ts'

/** Objects that all requests share; built in app.ts. */
export interface ContextDeps
  extends Pick<
      GraphContext,
      | 'analytics'
      | 'prisma'
      | 'shops'
      | 'inventory'
      | 'alerts'
      | 'catalog'
      | 'media'
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

/** A context for one request. */
export function contextOf(deps: ContextDeps, connection: Connection): GraphContext {
  const { analytics, prisma, shops, inventory, alerts, catalog, media, orders, sync, status, figures } = deps
  return {
    viewer: connection.viewer,
    payer: connection.viewer.role === 'anonymous' ? connection.address : null,
    access: deps.access,
    analytics,
    prisma,
    shops,
    inventory,
    alerts,
    catalog,
    media,
    orders,
    sync,
    status,
    figures,
    feeds: feedsOf(deps, connection),
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
