import type { DocumentNode } from 'graphql'
import type { Viewer } from '../domain/viewer.ts'

/** Who asks, over which connection. */
export interface Connection {
  readonly viewer: Viewer
  /** Where the client is, as limits count it (limits/address.ts). */
  readonly address: string
  /** Ends the connection when its subscriber was given up because it does not read. */
  readonly onStuck: () => void
  /** Over WebSocket: aborted when the client completes the query, or goes. */
  readonly gone?: AbortSignal
  /** Called with the ids that a feed is to watch. @throws GraphQLError when they are too many */
  readonly watch?: (ids: number) => void
  /** Called with the document that a subscription holds. @throws GraphQLError like `watch` */
  readonly hold?: (document: DocumentNode) => void
  /** Of an event stream that comes back: the id of the last event it had. */
  readonly lastEventId?: string | undefined
}
