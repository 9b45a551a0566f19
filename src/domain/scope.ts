import { AsyncLocalStorage } from 'node:async_hooks'

/** What the log says about an operation. No personal data, no token. */
export interface OperationNote {
  role?: string
  /** The name that the document gives it. */
  operation?: string
  type?: string
  /** Points of cost. */
  cost?: number
  /** Code of the first error; absent: there was none. */
  outcome?: string
}

/** The request, operation or job that the present code works for, however deep below it. */
export interface Scope {
  /** In the log, in answers, and in errors that tell no more. */
  readonly requestId: string
  /** Aborted when nobody waits for the outcome any more: running statements are then cancelled. */
  readonly signal: AbortSignal | null
  readonly note: OperationNote
}

const scopes = new AsyncLocalStorage<Scope | undefined>()

export function runInScope<T>(scope: Scope, work: () => T): T {
  return scopes.run(scope, work)
}

/**
 * For work that others share or that must be finished once it was begun, such as the renewal of a shop's token: the
 * end of the request that happened to start it does not end it.
 */
export function runDetached<T>(work: () => T): T {
  const scope = scopes.getStore()
  return scope?.signal ? scopes.run({ ...scope, signal: null }, work) : work()
}

/** Undefined outside of requests and jobs. */
export function presentScope(): Scope | undefined {
  return scopes.getStore()
}

/** Null where nothing aborts. */
export function presentSignal(): AbortSignal | null {
  return scopes.getStore()?.signal ?? null
}
