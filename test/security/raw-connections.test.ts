import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { until } from '../support/until.ts'

const gateway = gatewayOfThisFile()

const lines = (...text: string[]) => `${text.join('\r\n')}\r\n\r\n`
const upgrade = (path: string, ...headers: string[]) =>
  lines(`GET ${path} HTTP/1.1`, 'host: localhost', 'connection: upgrade', ...headers)

/** Everything the server says until it ends the connection. */
async function saidTo(bytes: string): Promise<string> {
  const socket = connect(gateway().port, '127.0.0.1')
  let said = ''
  socket.on('data', (data) => {
    said += data
  })
  socket.write(bytes)
  await once(socket, 'close')
  return said
}

const KEY = 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ=='
const VERSION = 'sec-websocket-version: 13'

describe('a handshake that is wrong', () => {
  it.each([
    ['has no key', upgrade('/graphql', 'upgrade: websocket', VERSION), 400],
    ['has a short key', upgrade('/graphql', 'upgrade: websocket', 'sec-websocket-key: x', VERSION), 400],
    ['is of an old version', upgrade('/graphql', 'upgrade: websocket', KEY, 'sec-websocket-version: 1'), 400],
    [
      'names an impossible protocol',
      upgrade('/graphql', 'upgrade: websocket', KEY, VERSION, 'sec-websocket-protocol: a,,b'),
      400,
    ],
    ['goes elsewhere', upgrade('/nowhere', 'upgrade: websocket', KEY, VERSION), 426],
    ['is posted', upgrade('/graphql', 'upgrade: websocket', KEY, VERSION).replace('GET', 'POST'), 405],
  ])('because it %s is answered, and its connection ended', async (_what, handshake, status) => {
    expect(await saidTo(handshake)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  })
})

it.each(['[::bad', 'a b', ']a%%:99999999', 'localhost:99999'])(
  'a request for the host %j, which is none, is refused with 400',
  async (host) => {
    for (const request of ['GET /graphql?query=%7B__typename%7D', 'GET /healthz'])
      expect(await saidTo(lines(`${request} HTTP/1.1`, `host: ${host}`, 'connection: close'))).toMatch(
        /^HTTP\/1.1 400 /,
      )
  },
)

it.each([
  ['no Upgrade', []],
  ['no Connection: Upgrade', ['upgrade: websocket']],
])('a handshake that has %s is answered with 426, which says what is missing', async (_what, headers) => {
  const said = await saidTo(
    lines('GET /graphql HTTP/1.1', 'host: localhost', 'connection: close', ...headers, KEY, VERSION),
  )
  expect(said).toMatch(/^HTTP\/1.1 426 /)
  expect(said).toMatch(/^upgrade: websocket\r$/im)
  expect(said).toContain('has no \\"Connection: Upgrade\\" with \\"Upgrade: websocket\\"')
})

it('a handshake at another address is told the right one', async () => {
  const said = await saidTo(upgrade('/<b>nowhere', 'upgrade: websocket', KEY, VERSION))
  expect(said).toMatch(/^upgrade: websocket\r$/im)
  expect(said).toMatch(/^content-type: application\/json/im)
  expect(said).toContain('open it at /graphql, with the subprotocol graphql-transport-ws.')
})

it('declines another protocol and answers the request', async () => {
  const offer = lines(
    'GET /healthz HTTP/1.1',
    'host: localhost',
    'connection: upgrade, http2-settings, close',
    'upgrade: h2c',
    'http2-settings: AAMAAABkAARAAAAAAAIAAAAA',
  )
  const said = await saidTo(offer)
  expect(said).toMatch(/^HTTP\/1.1 200 OK/)
  expect(said).toContain('"status":"ok"')
})

describe('a client that goes away in the middle of its body', () => {
  it.each([
    ['of known length', '/graphql', 'content-length: 100'],
    ['in chunks', '/graphql', 'transfer-encoding: chunked'],
    ['of a payment event', '/webhooks/payment/sandbox', 'content-length: 100'],
  ])('%s is no error here', async (_what, path, framing) => {
    const { log, port } = gateway()
    const before = log.length
    const head = lines(`POST ${path} HTTP/1.1`, 'host: localhost', 'content-type: application/json', framing)
    const socket = connect(port, '127.0.0.1')
    socket.write(framing.startsWith('content') ? `${head}{"query"` : `${head}8\r\n{"query"\r\n`)
    await once(socket, 'connect')
    // The server is at the body once it has answered somebody who came later.
    await fetch(`http://127.0.0.1:${port}/healthz`)
    socket.destroy()
    const since = () => log.slice(before)
    await until(() => since().some(({ message, fields }) => message === 'request' && fields.path === path))
    expect(since().filter(({ level }) => level === 'error')).toEqual([])
    expect(since().find(({ fields }) => fields.path === path)?.fields.status).toBe(499)
  })
})
