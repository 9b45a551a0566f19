import type { Server } from 'node:http'
import { handleProtocols } from 'graphql-ws'
import { WebSocketServer } from 'ws'
import { mayOpenSocket } from './limits/browser-origin.ts'
import { openProtection, type Protection } from './limits/protection.ts'
import { SocketCount } from './limits/socket-count.ts'
import { spread } from './spread.ts'
import { ClosingSocket } from './websocket/closing-socket.ts'
import { asAnswer, handshakeRefusal } from './websocket/handshake.ts'
import { keepAlive } from './websocket/keep-alive.ts'
import { Session, type SessionDeps, type SessionLimits } from './websocket/session.ts'

/** Largest message a client may send, in bytes. */
const MAX_MESSAGE = 256 * 1024
const GOING_AWAY = 1001
/** On close, how long we wait for running queries and mutations, in ms. */
const ANSWERS_MS = 10_000

export interface WebSocketDeps extends Omit<SessionDeps, 'limits' | 'door' | 'watches'> {
  /** Other than the usual ones. */
  readonly limits?: Partial<SessionLimits>
  /** Between two pings of one socket, ms; at a ping its life is checked as well. */
  readonly pingMs?: number
  /** Told once of each socket that has ended, why. */
  readonly onClosed?: (reason: string) => void
  /** Absent: every origin, and any number of sockets. */
  readonly protection?: Pick<Protection, 'origins' | 'addressOf' | 'socketsPerAddress' | 'door' | 'watches'>
}

const LIMITS: SessionLimits = {
  initMs: 3_000,
  operations: 100,
  messagesPerSecond: 100,
  idleMs: null,
  lifeMs: null,
}

/**
 * Operations over graphql-transport-ws on the HTTP server's upgrade. Returns a stop that refuses new sockets and closes
 * those that are open with 1001, spread over `drainMs`.
 */
export function serveWebSocket(server: Server, deps: WebSocketDeps): (drainMs?: number) => Promise<void> {
  const { origins, addressOf, socketsPerAddress, door, watches } = deps.protection ?? openProtection()
  const count = new SocketCount(socketsPerAddress)
  let stopping = false
  const sockets = new WebSocketServer({
    server,
    WebSocket: ClosingSocket,
    maxPayload: MAX_MESSAGE,
    handleProtocols,
    verifyClient: ({ req }, answer) => {
      const refusal = handshakeRefusal(req)
      if (refusal) answer(...asAnswer(refusal))
      else if (!mayOpenSocket(origins, req)) answer(false, 403, 'Forbidden')
      else if (stopping) answer(false, 503, 'Service Unavailable', { 'retry-after': '1' })
      else if (!count.hasRoom(addressOf(req)))
        answer(false, 429, 'Too Many Requests', { 'retry-after': '10' })
      else answer(true)
    },
    // Frames are written to the network as they are: nothing may be compressed on the way.
    perMessageDeflate: false,
  })
  const sessions = new Set<Session>()
  const alive = keepAlive(sessions, deps.pingMs)
  const stopWatching = deps.authenticator.onRevoked((isRevoked) => {
    for (const session of sessions) session.endIfRevoked(isRevoked)
  })
  const sessionDeps: SessionDeps = { ...deps, door, watches, limits: { ...LIMITS, ...deps.limits } }
  const forget = (session: Session, reason: string) => {
    sessions.delete(session)
    deps.onClosed?.(reason)
  }
  sockets.on('connection', (socket, request) => {
    const address = addressOf(request)
    count.opened(address)
    socket.once('close', () => count.closed(address))
    sessions.add(new Session(socket, request, address, sessionDeps, forget))
  })
  return async (drainMs = 0) => {
    stopping = true
    const leaving: Promise<void>[] = []
    await spread(sessions, drainMs, (session) =>
      leaving.push(session.closeAnswered(GOING_AWAY, 'Server is stopping', ANSWERS_MS)),
    )
    await Promise.all(leaving)
    alive.stop()
    stopWatching()
    await closed(sockets, sessions)
  }
}

/** Waits a moment for clients to answer the close, then cuts. */
async function closed(sockets: WebSocketServer, sessions: ReadonlySet<Session>): Promise<void> {
  const deadline = Date.now() + 500
  while (sessions.size > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10))
  for (const socket of sockets.clients) socket.terminate()
  await new Promise<void>((resolve) => sockets.close(() => resolve()))
}
