import type { IncomingMessage, ServerResponse } from 'node:http'
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws'
import { ENDPOINT } from '../endpoint.ts'
import { sendJson } from '../http.ts'
import { pathOf } from '../request-path.ts'

/** Why a handshake is answered over HTTP, before the upgrade: the client's program can read it then. */
export interface HandshakeRefusal {
  readonly status: number
  readonly message: string
  readonly headers?: Readonly<Record<string, string>>
}

const UPGRADE = { upgrade: 'websocket' }
/** Characters of what a client sent that are repeated to it. */
const REPEATED = 60

/** Error of a handshake's address or subprotocols; null: none. */
export function handshakeRefusal(req: IncomingMessage): HandshakeRefusal | null {
  const path = pathOf(req)
  if (path !== ENDPOINT)
    return {
      status: 426,
      headers: UPGRADE,
      message: `There is no WebSocket at ${quoted(path)}: open it at ${ENDPOINT}, with the subprotocol ${GRAPHQL_TRANSPORT_WS_PROTOCOL}.`,
    }
  const offered = req.headers['sec-websocket-protocol'] ?? ''
  if (offered.split(',').some((name) => name.trim() === GRAPHQL_TRANSPORT_WS_PROTOCOL)) return null
  return {
    status: 400,
    message: `Sec-WebSocket-Protocol has to offer ${GRAPHQL_TRANSPORT_WS_PROTOCOL}, got ${offered === '' ? 'none' : quoted(offered)}. The older protocol graphql-ws is not spoken here.`,
  }
}

/** As `ws` takes an answer instead of the upgrade. */
export function asAnswer({ status, message, headers }: HandshakeRefusal) {
  const type = { 'Content-Type': 'application/json; charset=utf-8' }
  return [false, status, JSON.stringify({ error: message }), { ...type, ...headers }] as const
}

/**
 * A handshake that lost its Upgrade header on the way arrives as a plain GET: 426 says what is missing.
 * @returns false for another request: nothing was written
 */
export function answerLostHandshake(req: IncomingMessage, res: ServerResponse): boolean {
  if (req.method !== 'GET' || !('sec-websocket-key' in req.headers)) return false
  res.setHeader('upgrade', 'websocket')
  // Without "close" Node would keep the connection, although a client that asked for its end waits for that.
  res.setHeader('connection', 'upgrade, close')
  sendJson(res, 426, {
    error:
      'This handshake of a WebSocket has no "Connection: Upgrade" with "Upgrade: websocket": a proxy between has to pass both on.',
  })
  return true
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, REPEATED))
}
