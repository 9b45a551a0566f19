import { setTimeout as delay } from 'node:timers/promises'
import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { type Result, type Subscriber, type SubscriberOptions, takeResult } from './subscriber.ts'

/** Between pings of the client, and how long it waits for the pong, ms. */
const PING_MS = 3_000
const PONG_MS = 4_000
/** Before it connects or subscribes again, ms. */
const AGAIN_MS = 300

/** The public client with what its documentation recommends: endless retries, and pings that find dead connections. */
export function websocketSubscriber<Item>(options: SubscriberOptions<Item>): Subscriber {
  const { mirror, gateways, authorization, query, variables, counts } = options
  let socket: WebSocket | null = null
  let pongTimer: NodeJS.Timeout | undefined
  let turn = 0
  let paused = false
  let stopping = false

  const expectPong = () => {
    clearTimeout(pongTimer)
    // Who does not read sees no pong either, and has to wait for it once it reads again.
    pongTimer = setTimeout(() => (paused ? expectPong() : socket?.terminate()), PONG_MS)
  }

  const client = createClient({
    url: () => `${gateways[turn++ % gateways.length]?.graph.replace(/^http/, 'ws')}`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
    keepAlive: PING_MS,
    connectionAckWaitTimeout: 8_000,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => !stopping,
    retryWait: () => delay(AGAIN_MS),
    on: {
      opened: (opened) => {
        socket = opened as WebSocket
        if (paused) socket.pause()
      },
      connected: () => counts.add('connections over WebSocket'),
      ping: (received) => {
        if (!received) expectPong()
      },
      pong: (received) => {
        if (received) clearTimeout(pongTimer)
      },
      closed: () => {
        clearTimeout(pongTimer)
      },
    },
  })

  // Built at each (re)connection, with the cursor of that time.
  const payload = {
    query,
    get variables() {
      mirror.begin()
      return { ...variables, ...(mirror.cursor && { after: mirror.cursor }) }
    },
  }

  let ended = Promise.resolve()
  const subscribe = () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    ended = promise
    let left = false
    const again = () => {
      resolve()
      if (!stopping) setTimeout(() => !stopping && subscribe(), AGAIN_MS)
    }
    const unsubscribe = client.subscribe(payload, {
      next: (result) => {
        if (left || takeResult(result as Result<Item>, options)) return
        left = true
        unsubscribe()
      },
      error: (error) => {
        counts.add(Array.isArray(error) ? 'subscriptions ended by an error' : 'connections given up')
        again()
      },
      complete: again,
    })
  }
  subscribe()

  return {
    pause() {
      paused = true
      socket?.pause()
    },
    resume() {
      paused = false
      socket?.resume()
    },
    async stop() {
      stopping = true
      clearTimeout(pongTimer)
      socket?.resume()
      await client.dispose()
      socket?.terminate()
      await ended
    },
  }
}
