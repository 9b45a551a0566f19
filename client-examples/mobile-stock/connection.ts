import { createClient } from 'graphql-ws/client'
import type {
  WatchStockSubscription,
  WatchStockSubscriptionVariables,
} from '../generated/mobile-stock/graphql.ts'
import { WATCH_STOCK } from './documents.ts'
import type { StockEvent } from './stock-book.ts'
import { type Authorization, TokenRenewal } from './token-renewal.ts'

export interface ConnectionOptions {
  readonly url: string
  /** Absent, or null from it: anonymous. `stale` is true when the gateway refused the last one. */
  readonly authorization?: (stale: boolean) => Promise<Authorization | null>
  /** Where there is no global one. */
  readonly webSocket?: unknown
  /** The connection is dropped after this silence following a ping, in ms. */
  readonly silenceMs: number
  /** Between two questions whether the other side is still there, ms. */
  readonly keepAliveMs: number
}

/** Why a connection is over, and what would help. */
export interface Ending {
  readonly kind: 'lost' | 'unauthorized' | 'refused'
  readonly message: string
  /** Asked for by the gateway, ms. */
  readonly retryAfterMs?: number
}

export interface ConnectionHandlers {
  onOpen(): void
  onEvent(event: StockEvent): void
  /** Once, unless it was closed from here. */
  onEnd(ending: Ending): void
}

/** Close codes that a new token mends: 4401 not valid, 4403 ended. */
const TOKEN_CODES = [4401, 4403]
/** Close codes that no repetition mends: bad message, wrong subprotocol, used id. */
const HOPELESS = [4400, 4406, 4409]

/**
 * One connection with one subscription, from the dial to its end. It is not repeated here: the library would repeat it
 * with the variables of the first time, and `after` must be the cursor of the last event. Returns the way to close it.
 */
export function connect(
  options: ConnectionOptions & {
    readonly stale: boolean
    readonly variables: WatchStockSubscriptionVariables
  },
  handlers: ConnectionHandlers,
): () => void {
  let over = false
  let open = false
  let renewal: TokenRenewal | null = null
  let silence: ReturnType<typeof setTimeout> | undefined
  const heard = () => clearTimeout(silence)
  const expect = () => {
    clearTimeout(silence)
    silence = setTimeout(() => client.terminate(), options.silenceMs)
  }
  const finish = () => {
    over = true
    heard()
    renewal?.stop()
    // A dial that is under way and fails is over as well.
    Promise.resolve(client.dispose()).catch(() => {})
    if (!open) client.terminate()
  }
  const end = (ending: Ending) => {
    if (over) return
    finish()
    handlers.onEnd(ending)
  }
  const client = createClient({
    url: options.url,
    retryAttempts: 0,
    lazy: true,
    keepAlive: options.keepAliveMs,
    connectionParams: async () => {
      const given = (await options.authorization?.(options.stale)) ?? null
      if (given && !over) renewal = new TokenRenewal(given, () => options.authorization?.(false) ?? null)
      return given ? { authorization: given.authorization } : {}
    },
    ...(options.webSocket ? { webSocketImpl: options.webSocket } : {}),
    on: {
      connecting: expect,
      connected: (socket) => {
        heard()
        open = true
        if (over) return
        renewal?.start((message) => {
          ;(socket as { send(text: string): void }).send(message)
          expect()
        })
        handlers.onOpen()
      },
      ping: (received) => {
        if (!received) expect()
      },
      pong: (received, payload) => {
        if (!received) return
        heard()
        if (renewal?.answered(payload) === false)
          end({ kind: 'unauthorized', message: 'The new token was refused.' })
      },
      message: heard,
    },
  })
  client.subscribe<WatchStockSubscription>(
    { operationName: 'WatchStock', query: WATCH_STOCK, variables: { ...options.variables } },
    {
      next: ({ data, errors }) => {
        if (over) return
        if (data) handlers.onEvent(data.stockChanges)
        else end(endingOf(errors))
      },
      error: (error) => end(endingOf(error)),
      complete: () => end({ kind: 'lost', message: 'The gateway ended the subscription.' }),
    },
  )
  return finish
}

/** @param error errors of the graph, a close event of the socket, or anything the socket threw */
function endingOf(error: unknown): Ending {
  const first: unknown = Array.isArray(error) ? error[0] : error
  const { code, reason, message, extensions } = (first ?? {}) as {
    code?: unknown
    reason?: unknown
    message?: unknown
    extensions?: { code?: unknown; retryAfterMs?: unknown }
  }
  const text = String(message || reason || 'The connection was lost.')
  if (typeof code === 'number') {
    const kind = TOKEN_CODES.includes(code) ? 'unauthorized' : HOPELESS.includes(code) ? 'refused' : 'lost'
    return { kind, message: `${text} (${code})` }
  }
  if (!Array.isArray(error)) return { kind: 'lost', message: text }
  if (extensions?.code === 'UNAUTHENTICATED') return { kind: 'unauthorized', message: text }
  const { retryAfterMs } = extensions ?? {}
  if (typeof retryAfterMs === 'number') return { kind: 'lost', message: text, retryAfterMs }
  return { kind: 'refused', message: text }
}
