import type { DocumentNode } from 'graphql'
import type { SubscribePayload } from 'graphql-ws'
import type { Viewer } from '../../domain/viewer.ts'
import type { Wire } from './wire.ts'

/** One operation that a client asked for under an id, as long as it runs. */
export interface OperationRequest {
  readonly id: string
  readonly wire: Wire
  readonly viewer: Viewer
  /** Where the client is, as limits count it. */
  readonly address: string
  /** Watches of the operation, until it ends. @throws GraphQLError above the limit */
  watch(ids: number): void
  hold(document: DocumentNode): void
  /** Ends the connection of a client that does not read. */
  readonly onStuck: () => void
  /** False once the client completed the operation, or is gone: nothing may be written under the id then. */
  isCurrent(): boolean
  /** Stopped by the client's `complete` or its leaving; also during set-up. */
  running?: Running | null
  /** Called when the operation has completed, before its last message. */
  done(): void
}

export interface Running {
  /** The client wants no more, or is gone. */
  stop(): void
}

/** Runs one operation; null when it is over already. */
export type RunOperation = (request: OperationRequest, payload: SubscribePayload) => Promise<Running | null>
