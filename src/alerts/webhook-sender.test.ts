import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startWebhooks } from '../../test/support/webhooks.ts'
import { type WebhookSender, webhookSender } from './webhook-sender.ts'

let supplier: Awaited<ReturnType<typeof startWebhooks>>
const senders: WebhookSender[] = []

beforeEach(async () => {
  supplier = await startWebhooks()
})
afterEach(async () => {
  await Promise.all(senders.splice(0).map((sender) => sender.close()))
  await supplier.stop()
})

type Options = Parameters<typeof webhookSender>[0]

/** A resolver that knows these addresses for every name. */
function resolvingTo(addresses: readonly string[]): NonNullable<Options['resolve']> {
  const all = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  const resolve = (_name: string, _options: object, callback: (error: null, found: typeof all) => void) =>
    callback(null, all)
  return resolve as never
}

function post(url: string, options: Options = { allowPrivate: true }, signal = new AbortController().signal) {
  const sender = webhookSender(options)
  senders.push(sender)
  return sender.send(
    { url, secret: 'a secret of the supplier', deliveryId: 'd-1', body: '{"a":"青"}' },
    signal,
  )
}

it('posts the body with its signature, the time and the delivery', async () => {
  expect(await post(`${supplier.url}/alerts?x=1`)).toBeNull()
  const [received, ...more] = supplier.posts
  expect(more).toEqual([])
  expect(received).toMatchObject({
    path: '/alerts?x=1',
    body: '{"a":"青"}',
    headers: { 'content-type': 'application/json; charset=utf-8', 'haitao-delivery': 'd-1' },
  })
  const timestamp = String(received?.headers['haitao-timestamp'])
  expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(60)
  const expected = createHmac('sha256', 'a secret of the supplier')
    .update(`${timestamp}.{"a":"青"}`)
    .digest('hex')
  expect(received?.headers['haitao-signature']).toBe(`v1=${expected}`)
})

it.each([301, 400, 410, 500])('takes %i for a refusal, and follows no redirect', async (status) => {
  supplier.answer(status)
  expect(await post(supplier.url)).toBe(`HTTP ${status}`)
  expect(supplier.posts).toHaveLength(1)
})

it('says in words that nobody is there', async () => {
  const { url } = supplier
  await supplier.stop()
  expect(await post(url)).toBe('no answer (ECONNREFUSED)')
  supplier = await startWebhooks()
})

it.each(['http://127.0.0.1', 'http://localhost', 'http://[::1]'])(
  'does not reach %s where private addresses are closed',
  async (host) => {
    const { port } = new URL(supplier.url)
    expect(await post(`${host}:${port}/`, { allowPrivate: false })).toMatch(/public internet/)
    expect(supplier.posts).toEqual([])
  },
)

it('does not reach a private address behind a public name', async () => {
  const { port } = new URL(supplier.url)
  const options = { allowPrivate: false, resolve: resolvingTo(['127.0.0.1', '10.0.0.1', '::1']) }
  const answer = await post(`http://alerts.example.com:${port}/`, options)
  expect(answer).toBe('the address is not in the public internet')
  expect(supplier.posts).toEqual([])
})

it('reaches the name where private addresses are allowed', async () => {
  const { port } = new URL(supplier.url)
  expect(await post(`http://localhost:${port}/`)).toBeNull()
})

it('throws when it is stopped, so that the attempt does not count as refused', async () => {
  const stopping = new AbortController()
  stopping.abort()
  await expect(post(supplier.url, { allowPrivate: true }, stopping.signal)).rejects.toThrow()
})
