import type DataLoader from 'dataloader'
import type { GraphContext, LiveOffer, LiveOfferKey } from '../../schema/context.ts'
import type { Viewer } from '../domain/viewer.ts'
import { type FeedDeps, feedsOf } from './feeds.ts'

/** What all requests share; put together in app.ts. */
export interface ContextDeps
  extends Pick<GraphContext, 'prisma' | 'inventory' | 'alerts' | 'catalog' | 'status'>,
    FeedDeps {
  readonly liveOfferLoader: () => DataLoader<LiveOfferKey, LiveOffer | null, string>
}

/** Who asks, over which connection. */
export interface Connection {
  readonly viewer: Viewer
  /** Ends the connection when its subscriber was given up because it does not read. */
  readonly onStuck: () => void
}

/** A context for one request. */
export function contextOf(deps: ContextDeps, connection: Connection): GraphContext {
  const { prisma, inventory, alerts, catalog, status } = deps
  return {
    viewer: connection.viewer,
    prisma,
    inventory,
    alerts,
    catalog,
    status,
    feeds: feedsOf(deps, connection.onStuck),
    loaders: { liveOffer: deps.liveOfferLoader() },
  }
}

/** The same for one more delivered event: nothing that an earlier event loaded is seen again. */
export function contextForEvent(deps: ContextDeps, context: GraphContext): GraphContext {
  return { ...context, loaders: { liveOffer: deps.liveOfferLoader() } }
}
