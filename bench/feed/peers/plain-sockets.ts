import { createServer } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { listenOnLoopback } from './listen.ts'

/** A bare `ws` server whose clients name their SKUs in the URL. Who watches a SKU is found at once. */
export async function plainSockets() {
  const server = createServer()
  const watchers = new Map<string, Set<WebSocket>>()
  const sockets = new WebSocketServer({ server, perMessageDeflate: false })
  sockets.on('connection', (socket, request) => {
    const skuIds = new URL(request.url ?? '/', 'http://localhost').searchParams.get('skus')?.split(',') ?? []
    for (const id of skuIds) {
      const set = watchers.get(id) ?? new Set()
      watchers.set(id, set.add(socket))
    }
    socket.on('error', () => {})
    socket.on('close', () => {
      for (const id of skuIds) watchers.get(id)?.delete(socket)
    })
  })
  return { port: await listenOnLoopback(server), watchers }
}
