import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { createSchema, createYoga } from 'graphql-yoga'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { until } from '../../../test/support/until.ts'
import { ANONYMOUS } from '../../domain/viewer.ts'
import type { Connection } from '../connection.ts'
import { prepare } from '../direct/prepared.ts'
import type { Door } from './door.ts'
import { badRequest, bodyTooLarge, tooManyRequests } from './limit-error.ts'
import { useDoor } from './use-door.ts'

const LONGEST = 200
let entered: string[] = []
let closed = false
/** What a request was prepared as, before Yoga sees it. */
let onRequest: (req: IncomingMessage) => void = () => {}
let failures: string[] = []

const door: Door = {
  longest: () => LONGEST,
  tooLong: () => bodyTooLarge(LONGEST),
  pass: () => null,
  async enter(_asker, text) {
    entered.push(Buffer.from(text).toString())
    if (closed) throw tooManyRequests(1_000)
  },
}
const yoga = createYoga<{ connection: Connection; req: IncomingMessage }>({
  schema: createSchema({
    typeDefs: 'type Query { echo(text: String): String }',
    resolvers: { Query: { echo: (_root: unknown, { text }: { text?: string }) => text ?? 'none' } },
  }),
  logging: false,
  maskedErrors: false,
  plugins: [
    {
      onResponse({ response }) {
        if (response.status >= 400)
          void response
            .clone()
            .text()
            .then((text) => failures.push(text))
      },
    },
    useDoor(door),
  ],
})
const server = createServer((req, res) => {
  onRequest(req)
  const connection = { viewer: ANONYMOUS, address: '192.0.2.1', onStuck() {} }
  void yoga.handle(req, res, { connection, req })
})
let url = ''
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`
})
afterAll(() => server.close())
beforeEach(() => {
  entered = []
  failures = []
  closed = false
  onRequest = () => {}
})

async function ask(search: string, init: RequestInit = {}) {
  const headers = { accept: 'application/json', 'content-type': 'application/json' }
  const answer = await fetch(url + search, { headers, ...init })
  const { data, errors } = (await answer.json()) as {
    data?: { echo: string }
    errors?: { message: string }[]
  }
  return { status: answer.status, echo: data?.echo, message: errors?.[0]?.message }
}
const post = (body: BodyInit) => ask('', { method: 'POST', body, duplex: 'half' } as RequestInit)

/** A body whose length is not told. */
const inParts = (...parts: (string | Uint8Array)[]) =>
  new ReadableStream({
    start(stream) {
      for (const part of parts) stream.enqueue(Buffer.from(part))
      stream.close()
    },
  })

it('a body passes the door as it came, and is then parsed', async () => {
  const body = '{ "query": "{ echo(text: \\"茶\\") }" }'
  expect(await post(body)).toMatchObject({ status: 200, echo: '茶' })
  expect(await post(inParts(body.slice(0, 5), body.slice(5)))).toMatchObject({ status: 200, echo: '茶' })
  expect(entered).toEqual([body, body])
})

it('a query in a URL passes the door as long as it would be in a body', async () => {
  const variables = encodeURIComponent('{"t":"a"}')
  const query = encodeURIComponent('query($t: String) { echo(text: $t) }')
  expect(await ask(`?query=${query}&variables=${variables}&extensions={}`)).toMatchObject({ echo: 'a' })
  expect(await ask('?query={echo}')).toMatchObject({ echo: 'none' })
  expect(entered).toEqual(['"query($t: String) { echo(text: $t) }"{"t":"a"}{}', '"{echo}"'])
})

it('nothing is parsed while the door is closed', async () => {
  closed = true
  expect((await post('{')).status).toBe(429)
  expect((await ask('?query={echo}')).status).toBe(429)
})

it('a body may be as long as the door says, whether it tells its length or not', async () => {
  const fits = `{"query":"{echo}"${' '.repeat(LONGEST)}`.slice(0, LONGEST - 1).concat('}')
  const long = `${fits} `
  for (const send of [
    (text: string) => post(text),
    (text: string) => post(inParts(text.slice(0, 150), text.slice(150))),
  ]) {
    expect(await send(fits)).toMatchObject({ status: 200, echo: 'none' })
    entered = []
    expect(await send(long)).toMatchObject({
      status: 413,
      message: `The body has more than ${LONGEST} bytes, which is the most allowed.`,
    })
    expect(entered).toEqual([])
  }
})

it('a body that is no text in UTF-8 is refused', async () => {
  expect(await post(Buffer.from([0x7b, 0xff, 0x7d]))).toMatchObject({
    status: 400,
    message: 'The body has to be text in UTF-8.',
  })
})

it.each([
  ['?query={echo}&variables={', 'variables: takes a JSON object, got "{"'],
  ['?query={echo}&extensions=x', 'extensions: takes a JSON object, got "x"'],
  [`?query={echo}&variables=${'x'.repeat(70)}`, `variables: takes a JSON object, got "${'x'.repeat(60)}"`],
  ['?query=%ff', 'The search of the URL has escapes (%) that are no text in UTF-8.'],
])('the search %s is refused by name', async (search, message) => {
  expect(await ask(search)).toMatchObject({ status: 400, message })
})

it('a body that ends early is refused, and its client has gone', async () => {
  const { port } = server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const arrived = once(server, 'request')
  socket.write(
    'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{',
  )
  await arrived
  socket.destroy()
  await until(() => failures.length > 0)
  expect(failures[0]).toContain('The body ended before it was complete.')
})

it('what was prepared before is not read again, and what was refused before is refused', async () => {
  const prepared = { viewer: ANONYMOUS, recording: undefined, isAdmitted: true }
  onRequest = (req) => void prepare(req, prepared)
  expect(await post('{"query":"{echo}"}')).toMatchObject({ status: 200 })
  expect(entered).toEqual([])
  onRequest = (req) => void prepare(req, { ...prepared, refusal: badRequest('Not this one.') })
  expect(await post('{"query":"{echo}"}')).toMatchObject({ status: 400, message: 'Not this one.' })
})
