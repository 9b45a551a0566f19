import type { WebSocket, WebSocketServer } from 'ws'

/** Between two pings, ms. */
const PING_MS = 12_000
/**
 * Pings that may stay without an answer: one, but more for a client that has not read what was sent to it. Such a
 * one does not see the ping either; it is the hub that gives it up when it stays stuck.
 */
const MISSES = { reading: 1, backedUp: 10 }

/** Finds connections that are gone without a word. One timer for all sockets. */
export function keepAlive(sockets: WebSocketServer, pingMs = PING_MS): { stop(): void } {
  const missed = new WeakMap<WebSocket, number>()
  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      const misses = missed.get(socket) ?? 0
      if (misses >= (socket.bufferedAmount > 0 ? MISSES.backedUp : MISSES.reading)) {
        socket.terminate()
        continue
      }
      missed.set(socket, misses + 1)
      if (misses === 0) socket.once('pong', () => missed.delete(socket))
      socket.ping()
    }
  }, pingMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
