import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config/index.ts'
import type { Role } from '../../src/domain/viewer.ts'
import { type Gateway, startGateway } from '../path/support/gateway.ts'

const VIEWER = 'query Who { viewer { role } }'
const CANCEL =
  'mutation Cancel($id: ID!) { cancelOrder(input: { id: $id, reason: "x", idempotencyKey: "x" }) { userErrors { code } } }'
const STOCK = 'subscription Stock { stockChanges(snapshot: true) { __typename } }'
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
const idOf = (text: string) => `sha256:${hashOf(text)}`
const UNKNOWN = `sha256:${'0'.repeat(64)}`

let folder: string
const fileOf = async (content: unknown) => {
  const path = join(folder, `${crypto.randomUUID()}.json`)
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'documents-'))
})
afterAll(() => rm(folder, { recursive: true }))

interface Asked {
  query?: string
  documentId?: string
  extensions?: object
  variables?: object
}
interface Got {
  status?: number
  data?: unknown
  codes: unknown[]
}
type Send = (gateway: Gateway, asked: Asked, role: Role) => Promise<Got>

const got = (
  body: { data?: unknown; errors?: { extensions?: { code?: unknown } }[] },
  status?: number,
): Got => ({
  ...(status !== undefined && { status }),
  data: body.data,
  codes: (body.errors ?? []).map((error) => error.extensions?.code),
})
const headersOf = async (gateway: Gateway, role: Role) => {
  const authorization = await gateway.authorization(role)
  return authorization ? { authorization } : undefined
}

const post: Send = async (gateway, asked, role) => {
  const response = await fetch(gateway.graph, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(await headersOf(gateway, role)) },
    body: JSON.stringify(asked),
  })
  return got((await response.json()) as object, response.status)
}
const get: Send = async (gateway, { query, documentId, extensions }, role) => {
  const address = new URL(gateway.graph)
  if (query) address.searchParams.set('query', query)
  if (documentId) address.searchParams.set('documentId', documentId)
  if (extensions) address.searchParams.set('extensions', JSON.stringify(extensions))
  const headers = { accept: 'application/json', ...(await headersOf(gateway, role)) }
  const response = await fetch(address, { headers })
  return got((await response.json()) as object, response.status)
}
/** The first event of a stream, or the refusal. */
const sse: Send = async (gateway, asked, role) => {
  const control = new AbortController()
  const response = await fetch(gateway.graph, {
    method: 'POST',
    signal: control.signal,
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(await headersOf(gateway, role)),
    },
    body: JSON.stringify(asked),
  })
  let text = ''
  for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part
    const data = /^data: ?(\{.*\})$/m.exec(text)?.[1] ?? (response.ok ? undefined : text)
    if (!data) continue
    control.abort()
    return got(JSON.parse(data) as object)
  }
  throw new Error(`nothing came: ${text}`)
}
const socket: Send = async (gateway, asked, role) => {
  const client = new WebSocket(gateway.graph.replace('http', 'ws'), 'graphql-transport-ws')
  const messages: ((message: { type: string; payload: object }) => void)[] = []
  client.on('message', (data) => messages.shift()?.(JSON.parse(String(data)) as never))
  const next = () => new Promise<{ type: string; payload: object }>((resolve) => messages.push(resolve))
  await new Promise((resolve) => client.once('open', resolve))
  const acknowledged = next()
  client.send(JSON.stringify({ type: 'connection_init', payload: await headersOf(gateway, role) }))
  await acknowledged
  const answer = next()
  client.send(JSON.stringify({ id: '1', type: 'subscribe', payload: asked }))
  const { type, payload } = await answer
  client.terminate()
  return type === 'error' ? got({ errors: payload as [] }) : got(payload)
}
const TRANSPORTS = [
  ['POST', post],
  ['GET', get],
  ['SSE', sse],
  ['WebSocket', socket],
] as const

describe('when only trusted documents are answered', () => {
  let gateway: Gateway
  beforeAll(async () => {
    const file = await fileOf(Object.fromEntries([VIEWER, CANCEL, STOCK].map((text) => [idOf(text), text])))
    gateway = await startGateway({ TRUSTED_DOCUMENTS: 'only', TRUSTED_DOCUMENTS_FILE: file })
  })
  afterAll(() => gateway?.stop())

  describe.each(TRANSPORTS)('over %s', (name, send) => {
    const http = (status: number) => (name === 'POST' || name === 'GET' ? { status } : {})
    const role = (data: unknown) => (data as { viewer: { role: string } }).viewer.role

    it('one is answered by its id, with or without the algorithm, and by Apollo’s extension', async () => {
      const ways: Asked[] = [
        { documentId: idOf(VIEWER) },
        { documentId: hashOf(VIEWER) },
        { extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(VIEWER) } } },
        // The id wins over any text.
        { documentId: idOf(VIEWER), query: '{ __typename }' },
      ]
      for (const asked of ways) {
        const { data, codes } = await send(gateway, asked, 'customer')
        expect(codes).toEqual([])
        expect(role(data)).toBe('CUSTOMER')
      }
    })

    it('texts are refused for everybody but analysts, operators and workers', async () => {
      for (const who of ['anonymous', 'customer', 'supplier'] as const)
        expect(await send(gateway, { query: VIEWER }, who)).toMatchObject({
          codes: ['TRUSTED_DOCUMENT_REQUIRED'],
          ...http(403),
        })
      for (const who of ['analyst', 'operator', 'worker'] as const)
        expect(role((await send(gateway, { query: VIEWER }, who)).data)).toBe(who.toUpperCase())
    })

    it('an unknown id is refused, also with a text beside it', async () => {
      for (const asked of [{ documentId: UNKNOWN }, { documentId: UNKNOWN, query: VIEWER }])
        expect(await send(gateway, asked, 'customer')).toMatchObject({
          codes: ['PERSISTED_QUERY_NOT_FOUND'],
          ...http(404),
        })
    })
  })

  it('subscriptions are asked for by id as well', async () => {
    for (const send of [sse, socket])
      expect((await send(gateway, { documentId: idOf(STOCK) }, 'operator')).data).toEqual({
        stockChanges: { __typename: 'StockSnapshot' },
      })
  })

  it('variables come with the id, and a mutation by id is none over GET', async () => {
    const asked = { documentId: idOf(CANCEL), variables: { id: 'T3JkZXI6eA==' } }
    const { data } = await post(gateway, asked, 'customer')
    expect(data).toEqual({ cancelOrder: { userErrors: [{ code: 'NOT_FOUND' }] } })
    expect(await get(gateway, { documentId: idOf(CANCEL) }, 'customer')).toMatchObject({ status: 405 })
  })
})

describe('when trusted documents are allowed beside others', () => {
  let gateway: Gateway
  beforeAll(async () => {
    const file = await fileOf({ [hashOf(VIEWER)]: VIEWER })
    gateway = await startGateway({ TRUSTED_DOCUMENTS: 'allow', TRUSTED_DOCUMENTS_FILE: file })
  })
  afterAll(() => gateway?.stop())

  it.each(TRANSPORTS)(
    'ids and texts are answered over %s, unknown ids only with a text',
    async (_name, send) => {
      for (const asked of [
        { documentId: idOf(VIEWER) },
        { query: VIEWER },
        { query: VIEWER, documentId: UNKNOWN },
      ]) {
        const { data, codes } = await send(gateway, asked, 'anonymous')
        expect([codes, data]).toEqual([[], { viewer: { role: 'ANONYMOUS' } }])
      }
      expect((await send(gateway, { documentId: UNKNOWN }, 'anonymous')).codes).toEqual([
        'PERSISTED_QUERY_NOT_FOUND',
      ])
    },
  )
})

describe('the file', () => {
  const start = async (content: unknown) => {
    const config = readConfig({
      DATA_DIR: ':memory:',
      PORT: '0',
      TRUSTED_DOCUMENTS: 'only',
      TRUSTED_DOCUMENTS_FILE: await fileOf(content),
    })
    return buildApp(config)
      .start()
      .then(
        () => 'started',
        (error: Error) => error.message,
      )
  }

  it.each([
    ['not JSON', '{', /: it is not JSON\.$/],
    ['a list', [VIEWER], /: it is not a JSON object of hashes and documents\.$/],
    [
      'a syntax error',
      { one: 'query {' },
      /: its document one is not one of this graph: Syntax Error: .*\.$/,
    ],
    ['a field that does not exist', { one: '{ nothing }' }, /document one .*Cannot query field "nothing"/],
    ['two operations', { one: 'query A { __typename } query B { __typename }' }, /it has 2 operations/],
  ])('with %s stops the start with one sentence', async (_what, content, sentence) => {
    const message = await start(content)
    expect(message).toMatch(/^TRUSTED_DOCUMENTS_FILE \(.*\) can't be used: /)
    expect(message).toMatch(sentence)
    expect(message).not.toContain('\n')
  })

  it.each([
    ['TRUSTED_DOCUMENTS', { TRUSTED_DOCUMENTS: 'yes' }],
    ['TRUSTED_DOCUMENTS_FILE', { TRUSTED_DOCUMENTS: 'only' }],
  ])('%s is checked by name', (name, env: Record<string, string>) => {
    expect(() => readConfig(env)).toThrow(new RegExp(`^${name} `))
  })
})
