import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type PaymentVerdict, paymentWebhook } from './payment-webhook.ts'

const NOW = new Date('2026-03-01T08:00:00Z')
const SECRETS = ['the-present-secret', 'the-old-secret']
const PROVIDERS = new Map([
  ['acme-pay', SECRETS],
  ['other-pay', ['the-secret-of-another']],
])
let taken: [string, unknown][] = []
let told: [string, string][] = []
let verdict: PaymentVerdict = { result: 'ACCEPTED', detail: 'Paid' }
const server = createServer()
let url = ''

beforeAll(async () => {
  const handler = paymentWebhook({
    providers: PROVIDERS,
    now: () => NOW,
    onEvent: (provider, { result }) => told.push([provider, result]),
    take: async (provider, body) => {
      taken.push([provider, body])
      return verdict
    },
  })
  server.on('request', async (req, res) => {
    if (!(await handler(req, res))) res.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())
beforeEach(() => {
  taken = []
  told = []
  verdict = { result: 'ACCEPTED', detail: 'Paid' }
})

const sign = (body: string, timestamp: string, secret = SECRETS[0] ?? '', provider = 'acme-pay') =>
  `v1=${createHmac('sha256', secret).update(`${provider}.${timestamp}.${body}`).digest('hex')}`
const at = (seconds = 0) => String(NOW.getTime() / 1000 + seconds)

async function post(
  body: string,
  headers: Record<string, string> = { 'haitao-timestamp': at(), 'haitao-signature': sign(body, at()) },
  path = '/webhooks/payment/acme-pay',
) {
  const answer = await fetch(url + path, { method: 'POST', body, headers })
  return { status: answer.status, body: answer.status === 404 ? null : await answer.json() }
}

it('hands on what is signed over the bytes as they are, with the provider of the path', async () => {
  const body = '{ "eventId":"e1",  "amount":"19.90"}'
  expect(await post(body)).toEqual({
    status: 200,
    body: { result: 'ACCEPTED', detail: 'Paid', repeated: false },
  })
  expect(taken).toEqual([['acme-pay', { eventId: 'e1', amount: '19.90' }]])
  expect(told).toEqual([['acme-pay', 'ACCEPTED']])
})

it('takes the secret that is being replaced, and one of several signatures', async () => {
  const old = sign('{}', at(), SECRETS[1])
  const wrong = sign('{}', at(), 'another-secret')
  expect((await post('{}', { 'haitao-timestamp': at(), 'haitao-signature': old })).status).toBe(200)
  const both = { 'haitao-timestamp': at(), 'haitao-signature': `${wrong}, ${old}` }
  expect((await post('{}', both)).status).toBe(200)
})

it.each<[string, Record<string, string>]>([
  ['no headers', {}],
  ['no timestamp', { 'haitao-signature': sign('{}', at()) }],
  ['no signature', { 'haitao-timestamp': at() }],
  ['another secret', { 'haitao-timestamp': at(), 'haitao-signature': sign('{}', at(), 'another-secret') }],
  ['another body', { 'haitao-timestamp': at(), 'haitao-signature': sign('{ }', at()) }],
  [
    'another provider',
    {
      'haitao-timestamp': at(),
      'haitao-signature': sign('{}', at(), undefined, 'other-pay'),
    },
  ],
  [
    'no provider in what is signed',
    {
      'haitao-timestamp': at(),
      'haitao-signature': `v1=${createHmac('sha256', SECRETS[0] ?? '')
        .update(`${at()}.{}`)
        .digest('hex')}`,
    },
  ],
  ['another timestamp', { 'haitao-timestamp': at(1), 'haitao-signature': sign('{}', at()) }],
  ['a time in ms', { 'haitao-timestamp': `${at()}000`, 'haitao-signature': sign('{}', `${at()}000`) }],
  ['no scheme', { 'haitao-timestamp': at(), 'haitao-signature': sign('{}', at()).slice(3) }],
  ['a cut signature', { 'haitao-timestamp': at(), 'haitao-signature': sign('{}', at()).slice(0, -2) }],
  ['more than a signature', { 'haitao-timestamp': at(), 'haitao-signature': `${sign('{}', at())}0` }],
  ['something before it', { 'haitao-timestamp': at(), 'haitao-signature': `x${sign('{}', at())}` }],
  ['a timestamp that is no number', { 'haitao-timestamp': 'now', 'haitao-signature': sign('{}', 'now') }],
  ['a timestamp with more', { 'haitao-timestamp': `${at()}x`, 'haitao-signature': sign('{}', `${at()}x`) }],
  ['a timestamp behind text', { 'haitao-timestamp': `x${at()}`, 'haitao-signature': sign('{}', `x${at()}`) }],
  ['a timestamp with a sign', { 'haitao-timestamp': `-${at()}`, 'haitao-signature': sign('{}', `-${at()}`) }],
  ['an old message', { 'haitao-timestamp': at(-301), 'haitao-signature': sign('{}', at(-301)) }],
  ['a message of tomorrow', { 'haitao-timestamp': at(301), 'haitao-signature': sign('{}', at(301)) }],
])('answers 401 to %s and looks at nothing', async (_what, headers) => {
  expect((await post('{}', headers)).status).toBe(401)
  expect(taken).toEqual([])
  expect(told).toEqual([])
})

it.each<[Record<string, string>, string]>([
  [{}, 'haitao-timestamp is missing: seconds since 1970.'],
  [
    { 'haitao-timestamp': at() },
    'haitao-signature is missing: v1= and the HMAC-SHA256 of provider.timestamp.body.',
  ],
  [
    { 'haitao-timestamp': at(-301), 'haitao-signature': 'v1=' },
    'haitao-signature does not fit the provider, the timestamp and the body.',
  ],
  [
    { 'haitao-timestamp': at(-301), 'haitao-signature': sign('{}', at(-301)) },
    'haitao-timestamp is more than 5 minutes away from now.',
  ],
])('says why it refuses %j', async (headers, error) => {
  expect(await post('{}', headers)).toEqual({ status: 401, body: { error } })
})

it('takes a signature in capitals, and the last of several with blanks between', async () => {
  const [right, wrong] = [sign('{}', at()), sign('{}', at(), 'another-secret')]
  const capitals = right.toUpperCase().replace('V1', 'v1')
  for (const signature of [capitals, `${wrong} ,  ${right} `, `${right},v0=1`])
    expect((await post('{}', { 'haitao-timestamp': at(), 'haitao-signature': signature })).status).toBe(200)
})

it("refuses at another provider's address what counted at its own", async () => {
  const headers = { 'haitao-timestamp': at(), 'haitao-signature': sign('{}', at()) }
  expect((await post('{}', headers)).status).toBe(200)
  expect((await post('{}', headers, '/webhooks/payment/other-pay')).status).toBe(401)
  const renamed = { ...headers, 'haitao-signature': sign('{}', at(), undefined, 'other-pay') }
  expect((await post('{}', renamed, '/webhooks/payment/other-pay')).status).toBe(401)
  expect(taken).toEqual([['acme-pay', {}]])
})

it('answers 404 to a provider that it does not know, however well it is signed, without waiting for the body', async () => {
  const path = '/webhooks/payment/unknown-pay'
  const headers = {
    'haitao-timestamp': at(),
    'haitao-signature': sign('{}', at(), undefined, 'unknown-pay'),
  }
  expect((await post('{}', headers, path)).status).toBe(404)
  const unsent = request(url + path, { method: 'POST', headers: { ...headers, 'content-length': '100' } })
  unsent.on('error', () => {}).flushHeaders()
  const [answer] = await once(unsent, 'response')
  expect(answer.statusCode).toBe(404)
  unsent.destroy()
  expect((await fetch(url + path)).status).toBe(404)
  expect(taken).toEqual([])
})

it('takes messages within five minutes either way', async () => {
  for (const seconds of [-300, 300]) {
    const headers = { 'haitao-timestamp': at(seconds), 'haitao-signature': sign('{}', at(seconds)) }
    expect((await post('{}', headers)).status).toBe(200)
  }
})

it.each<[PaymentVerdict, number, object]>([
  [
    { result: 'RECORDED', detail: 'Late', repeated: true },
    200,
    { result: 'RECORDED', detail: 'Late', repeated: true },
  ],
  [
    { result: 'IGNORED', detail: 'Not handled' },
    200,
    { result: 'IGNORED', detail: 'Not handled', repeated: false },
  ],
  [
    { result: 'INVALID', detail: 'amount: …', field: 'amount' },
    400,
    { error: 'amount: …', result: 'INVALID', field: 'amount', repeated: false },
  ],
  [
    { result: 'MISMATCH', detail: 'Too little' },
    409,
    { error: 'Too little', result: 'MISMATCH', field: null, repeated: false },
  ],
  [
    { result: 'UNKNOWN_ORDER', detail: 'No order', field: 'orderNumber' },
    400,
    { error: 'No order', result: 'UNKNOWN_ORDER', field: 'orderNumber', repeated: false },
  ],
])('answers %o with %i', async (given, status, body) => {
  verdict = given
  expect(await post('{}')).toEqual({ status, body })
})

it.each([
  ['after a byte order mark', '\ufeff{}', 400],
  ['printed over several lines', '{\n  "eventId": "e1"\n}', 200],
])('answers a body %s: %j with %i', async (_what, body, status) => {
  expect((await post(body, { 'haitao-timestamp': at(), 'haitao-signature': sign(body, at()) })).status).toBe(
    status,
  )
})

it.each(['Acme-Pay', 'acme-pay%00', 'acme-pay/more'])('knows no provider %s', async (name) => {
  expect((await post('{}', undefined, `/webhooks/payment/${name}`)).status).toBe(404)
  expect(taken).toEqual([])
})

it('refuses what is not JSON, too long, not posted, and other paths', async () => {
  expect(await post('{')).toEqual({ status: 400, body: { error: 'The body is not JSON.', field: null } })
  expect(await post(' '.repeat(65_536))).toMatchObject({ status: 400 })
  expect(await post('x'.repeat(65_537), {})).toEqual({
    status: 413,
    body: { error: 'A payment event has at most 65536 bytes.' },
  })
  const got = await fetch(`${url}/webhooks/payment/acme-pay`)
  expect([got.status, got.headers.get('allow'), await got.json()]).toEqual([
    405,
    'POST',
    { error: 'Payment events are posted.' },
  ])
  const unknown = await fetch(`${url}/webhooks/payment/Acme..`)
  expect(await unknown.json()).toEqual({ error: 'PAYMENT_PROVIDERS names no such payment provider.' })
  for (const path of ['/webhooks/payment/', '/webhooks/payment/acme-pay/x', '/x/webhooks/payment/acme-pay'])
    expect((await fetch(url + path)).headers.get('content-type'), path).toBeNull()
  expect(taken).toEqual([])
})
