import type { ExecutionResult, GraphQLError } from 'graphql'
import type { Client } from 'graphql-ws'
import { backOffMs } from './back-off.ts'
import { cursorOf, verdictOf } from './feed-result.ts'
import { type LiveStore, liveStore } from './live-state.ts'
import { wait } from './wait.ts'

interface LiveRequest {
  readonly query: string
  readonly variables?: Record<string, unknown> | undefined
}

interface LiveSink {
  next(result: ExecutionResult): void
  complete(): void
}

export interface LiveOptions {
  /** Of the WebSocket: ws://localhost:4000/graphql */
  readonly url: string
  /** Null: anonymous. `renew` asks for a new one, because the gateway refused the last. */
  readonly token: (renew: boolean) => Promise<string | null>
}

export interface LiveFeeds {
  readonly state: LiveStore
  /** One subscription that outlives its connections. Returns how to end it. */
  subscribe(request: LiveRequest, sink: LiveSink): () => void
  /** Closes the socket; open subscriptions end. */
  stop(): void
}

/**
 * Subscriptions over one WebSocket that reconnect automatically (docs/realtime.md): after a loss each goes on with
 * `after:` the last cursor it saw, so the gateway sends what was missed first. Documents declare `$after: String` for it.
 */
export function liveFeeds({ url, token }: LiveOptions): LiveFeeds {
  const state = liveStore()
  const ending = new AbortController()
  const open = new Set<AbortController>()
  let refused = false
  let client: Promise<Client> | null = null

  /** Loaded when it is needed first: a page without anything live does without it. */
  const connection = () => {
    client ??= import('graphql-ws').then(({ createClient }) =>
      createClient({
        url,
        // Ours: the library's own attempts would repeat the old variables.
        retryAttempts: 0,
        keepAlive: 15_000,
        lazyCloseTimeout: 2_000,
        connectionParams: async () => {
          const bearer = await token(refused)
          refused = false
          return bearer === null ? {} : { authorization: `Bearer ${bearer}` }
        },
        on: {
          connected: () => state.set('live'),
          closed: () => state.set(open.size > 0 ? 'waiting' : 'idle'),
        },
      }),
    )
    return client
  }

  /** One connection's worth. Says whether to come back. */
  async function once(request: LiveRequest, sink: LiveSink, signal: AbortSignal): Promise<boolean> {
    const { subscribe } = await connection()
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const unsubscribe = subscribe(
      { ...request, variables: request.variables ?? {} },
      {
        next: (result) => {
          const verdict = verdictOf(result)
          if (verdict !== 'retry') sink.next(result as ExecutionResult)
          if (verdict === 'final') resolve(false)
        },
        // GraphQL errors, a close event, or what connecting failed with. 4401 and 4403: the token is not valid.
        error: (error) => {
          const code = (error as { code?: unknown } | null)?.code
          if (code === 4401 || code === 4403) refused = true
          const final = verdictOf({ errors: error }) === 'final'
          if (final) sink.next({ errors: error as GraphQLError[] })
          resolve(!final)
        },
        complete: () => resolve(true),
      },
    )
    const giveUp = () => {
      unsubscribe()
      resolve(false)
    }
    signal.addEventListener('abort', giveUp)
    if (signal.aborted) giveUp()
    return promise.finally(() => signal.removeEventListener('abort', giveUp))
  }

  async function keep(request: LiveRequest, sink: LiveSink, signal: AbortSignal): Promise<void> {
    let failures = 0
    let after: string | undefined
    const noting: LiveSink = {
      ...sink,
      next(result) {
        failures = 0
        after = cursorOf(result) ?? after
        sink.next(result)
      },
    }
    while (!signal.aborted) {
      if (state.get() === 'idle') state.set('connecting')
      const variables = { ...request.variables, ...(after !== undefined && { after }) }
      const back = await once({ ...request, variables }, noting, signal).catch(() => true)
      if (!back || signal.aborted) break
      failures += 1
      await wait(backOffMs(failures), signal)
    }
    if (!signal.aborted) sink.complete()
  }

  // A socket notices a lost network after half a minute; the device knows at once. Missed events come afterwards.
  const cut = () => void client?.then((known) => known.terminate())
  addEventListener('offline', cut)
  ending.signal.addEventListener('abort', () => removeEventListener('offline', cut))

  return {
    state,
    subscribe(request, sink) {
      const one = new AbortController()
      open.add(one)
      const end = () => {
        open.delete(one)
        one.abort()
        if (open.size === 0) state.set('idle')
      }
      ending.signal.addEventListener('abort', end)
      void keep(request, sink, one.signal).finally(() => {
        open.delete(one)
        ending.signal.removeEventListener('abort', end)
      })
      return end
    },
    stop() {
      ending.abort()
      void client?.then((known) => known.dispose())
    },
  }
}
