import type { Role } from '../../src/domain/viewer.ts'

/** One thing sent to the gateway, as it goes over the wire. */
export interface Attempt {
  readonly transport: 'POST' | 'GET' | 'WebSocket'
  readonly role: Role
  readonly query: string
  readonly variables?: unknown
  readonly operationName?: unknown
  /** Instead of the JSON of the above: what is sent as it is. */
  readonly body?: string
  readonly contentType?: string
  readonly accept?: string
  /** Instead of the role's token. */
  readonly authorization?: string
  /** What was made wrong of a good operation, in words; empty when nothing was. */
  readonly spoiled: string
  readonly isSubscription: boolean
}

/** What came back. */
export interface Reply {
  /** Over HTTP; 0 over WebSocket. */
  readonly status: number
  /** Close code when the socket was closed on it. */
  readonly closed?: number
  readonly text: string
  /** Every result that came, parsed; null when it was not JSON. */
  readonly results: readonly (GraphResult | null)[]
}

export interface GraphResult {
  readonly data?: unknown
  readonly errors?: readonly GraphError[]
}

export interface GraphError {
  readonly message?: unknown
  readonly extensions?: { readonly code?: unknown }
}
