import { WebSocket } from 'ws'

const STOCK = `subscription ($skuIds: [ID!], $after: String) { stockChanges(skuIds: $skuIds, after: $after) {
  __typename ... on StockChange { cursor skuId level { available onHand version } warehouse { code } }
  ... on StockSnapshot { cursor complete levels { available } } ... on FeedGap { cursor missed } } }`
const ALERTS = `subscription { inventoryAlertChanges { __typename ... on AlertChange { cursor alert { kind status } } } }`
const ORDERS = `subscription { orderChanges { __typename ... on OrderChange { cursor order { status } } } }`
const LISTINGS = `subscription { listingChanges { __typename } }`

export interface SubscriberOptions {
  readonly graph: string
  /** As the header has it. */
  readonly authorization: string
  readonly skuIds: readonly string[]
  /** Sockets open at once. */
  readonly population: number
}

/**
 * A steady number of sockets with a subscription each. `churn` replaces one: some are closed politely, some break
 * off, and half of those that come go on where the one before left off.
 */
export function subscribers(options: SubscriberOptions) {
  const { graph, authorization, skuIds, population } = options
  const open = new Set<WebSocket>()
  const counts = { opened: 0, events: 0, gaps: 0, closed: 0, refused: 0 }
  let cursor: string | null = null
  let stopped = false

  const operation = () => {
    const kind = counts.opened % 8
    if (kind === 5) return { query: ALERTS }
    if (kind === 6) return { query: ORDERS }
    if (kind === 7) return { query: LISTINGS }
    const from = (counts.opened * 7) % Math.max(1, skuIds.length - 5)
    const after = counts.opened % 2 === 0 ? cursor : null
    return { query: STOCK, variables: { skuIds: skuIds.slice(from, from + 5), after } }
  }

  const connect = () => {
    const socket = new WebSocket(graph.replace(/^http/, 'ws'), 'graphql-transport-ws')
    const payload = operation()
    counts.opened += 1
    open.add(socket)
    socket.on('open', () =>
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } })),
    )
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as { type: string; payload?: { data?: Record<string, Item> } }
      if (message.type === 'connection_ack')
        socket.send(JSON.stringify({ id: 'one', type: 'subscribe', payload }))
      else if (message.type === 'ping') socket.send(JSON.stringify({ type: 'pong' }))
      else if (message.type === 'error') counts.refused += 1
      else if (message.type === 'next') {
        counts.events += 1
        const item = Object.values(message.payload?.data ?? {})[0]
        if (item?.__typename === 'FeedGap') counts.gaps += 1
        if (item?.__typename === 'StockChange') cursor = item.cursor ?? cursor
      }
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      open.delete(socket)
      counts.closed += 1
      // Who is closed by the server comes back, as clients do.
      if (!stopped) setTimeout(fill, 500).unref()
    })
  }

  const fill = () => {
    while (!stopped && open.size < population) connect()
  }
  fill()

  return {
    counts,
    churn() {
      const [oldest] = open
      if (!oldest) return
      const how = counts.closed % 3
      // On a machine that is busy one may still be connecting.
      if (how === 0 || oldest.readyState !== WebSocket.OPEN) oldest.terminate()
      else {
        if (how === 1) oldest.send(JSON.stringify({ id: 'one', type: 'complete' }), () => {})
        oldest.close(1000)
      }
    },
    /** Closes all; resolves when they are. */
    async stop() {
      stopped = true
      const closing = [...open].map((socket) => new Promise((resolve) => socket.once('close', resolve)))
      for (const socket of open) socket.close(1000)
      await Promise.all(closing)
    },
  }
}

interface Item {
  readonly __typename?: string
  readonly cursor?: string
}
