import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { hangUp, keepPulse } from './pulse.ts'

interface ListenOptions {
  url: string
  channel: string
  onNotify: (payload?: string) => void
  /** Called after each connection that replaces a lost one; `onNotify` when left out. */
  onReconnect?: () => void
  onError: (error: Error) => void
}

/** LISTEN on a connection of its own that is made again whenever it breaks. Returns a stop. */
export async function listenOn({
  url,
  channel,
  onNotify,
  onReconnect = onNotify,
  onError,
}: ListenOptions): Promise<() => Promise<void>> {
  const stopping = new AbortController()
  let client: pg.Client | null = null

  const connect = async () => {
    const next = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      query_timeout: 10_000,
    })
    next.on('notification', ({ payload }) => onNotify(payload))
    // The end that a stop makes is no error.
    next.on('error', (error) => {
      if (!stopping.signal.aborted) onError(error)
    })
    try {
      await next.connect()
      await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
    } catch (error) {
      hangUp(next)
      throw error
    }
    if (stopping.signal.aborted) return hangUp(next)
    keepPulse(next)
    client = next
    // Only now: a connection that failed ends too, and the loop that made it retries.
    next.once('end', () => {
      client = null
      void reconnect()
    })
  }

  const reconnect = async () => {
    for (let wait = 50; !stopping.signal.aborted; wait = Math.min(wait * 2, 2_000)) {
      try {
        await delay(wait, undefined, { signal: stopping.signal })
        await connect()
        onReconnect()
        return
      } catch (error) {
        if (!stopping.signal.aborted) onError(error as Error)
      }
    }
  }

  await connect()
  return async () => {
    stopping.abort()
    if (client) hangUp(client)
  }
}
