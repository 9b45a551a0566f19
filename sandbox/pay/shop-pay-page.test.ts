import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Sandbox } from '../index.ts'
import { startTestSandbox } from '../testing/test-sandbox.ts'

const SECRET = 'a secret of the test'
let sandbox: Sandbox
let url: string
let status = 200
const told: { timestamp: string; signature: string; body: string }[] = []
const gateway = createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  const { 'haitao-timestamp': timestamp, 'haitao-signature': signature } = request.headers
  told.push({ timestamp: String(timestamp), signature: String(signature), body })
  response.writeHead(status).end('{"error":"<not> this order"}')
})

beforeAll(async () => {
  sandbox = await startTestSandbox()
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/webhooks/payment/sandbox`
})
beforeEach(async () => {
  told.length = 0
  status = 200
  await register(SECRET)
})
afterAll(async () => {
  await sandbox.stop()
  await new Promise((resolve) => gateway.close(resolve))
})

const register = (secret: string) =>
  fetch(`${sandbox.url}/_control/payments`, {
    method: 'POST',
    body: JSON.stringify({ url, provider: 'sandbox', secret }),
  })

const QUESTION = {
  order: 'HG-100101',
  amount: '98.60',
  currency: 'CNY',
  back: 'http://127.0.0.1:9/orders/HG-100101?x=1',
}
const press = (decision: string, changes: object = {}) =>
  fetch(`${sandbox.url}/pay/shop`, {
    method: 'POST',
    body: new URLSearchParams({ ...QUESTION, decision, ...changes }),
    redirect: 'manual',
  })

it('shows what is to be paid', async () => {
  const page = await fetch(`${sandbox.url}/pay/shop?${new URLSearchParams(QUESTION)}`)
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('98.60 CNY')
  expect(told).toHaveLength(0)
})

it.each([
  ['pay', 'payment.succeeded', 'yes'],
  ['decline', 'payment.failed', 'no'],
])(
  '%s tells the gateway once, signed over the bytes, and sends the customer back',
  async (decision, type, paid) => {
    const answer = await press(decision)
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe(`${QUESTION.back}&paid=${paid}`)
    expect(told).toHaveLength(1)
    const [{ timestamp, signature, body } = { timestamp: '', signature: '', body: '' }] = told
    const signed = `sandbox.${timestamp}.${body}`
    expect(signature).toBe(`v1=${createHmac('sha256', SECRET).update(signed).digest('hex')}`)
    expect(JSON.parse(body)).toMatchObject({
      type,
      orderNumber: 'HG-100101',
      amount: '98.60',
      currency: 'CNY',
      eventId: expect.any(String),
    })
  },
)

it('says why it was not paid when the gateway refuses, without markup from there', async () => {
  status = 409
  const answer = await press('pay')
  expect(answer.status).toBe(502)
  const page = await answer.text()
  expect(page).toContain('Not paid')
  expect(page).toContain('&lt;not&gt;')
})

it.each([{ amount: '-1' }, { back: 'javascript:alert(1)' }, { currency: 'yuan' }, { order: '<b>' }])(
  'refuses %j',
  async (changes) => {
    expect((await press('pay', changes)).status).toBe(400)
    expect(told).toHaveLength(0)
  },
)

it('never shows the secret again', async () => {
  const answer = await fetch(`${sandbox.url}/_control/payments`)
  expect(await answer.json()).toEqual({ url })
})
