import { createHmac } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { CREDENTIALS } from '../../sandbox/credentials.ts'
import { DEVELOPMENT_PAYMENT_SECRET } from '../../src/config/index.ts'
import { sign1688 } from '../../src/connectors/alibaba-1688/sign.ts'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { qimenReport } from '../support/qimen-report.ts'

const gateway = gatewayOfThisFile()
const MINUTE = 60_000

interface Message {
  readonly path: string
  readonly body: string
  readonly headers: Record<string, string>
}
/** A signed message with this id and age in ms. */
type Sender = (id: string, ago?: number) => Message

const ORDER = 'HG-webhooks'
const payment: Sender = (eventId, ago = 0) => {
  const body = JSON.stringify({
    eventId,
    type: 'payment.succeeded',
    reference: eventId,
    orderNumber: ORDER,
    amount: '12.00',
    currency: 'CNY',
    occurredAt: new Date(Date.now() - ago).toISOString(),
  })
  const timestamp = String(Math.floor((Date.now() - ago) / 1_000))
  const hmac = createHmac('sha256', DEVELOPMENT_PAYMENT_SECRET)
    .update(`sandbox.${timestamp}.${body}`)
    .digest('hex')
  return {
    path: '/webhooks/payment/sandbox',
    body,
    headers: { 'haitao-timestamp': timestamp, 'haitao-signature': `v1=${hmac}` },
  }
}

const warehouse: Sender = (outBizCode, ago = 0) =>
  qimenReport(
    'stockchange.report',
    `<?xml version="1.0" encoding="utf-8"?><request><items><item><itemCode>A</itemCode><quantity>-1</quantity>
    <warehouseCode>GZ-HUB</warehouseCode><orderCode>O-${outBizCode}</orderCode><outBizCode>${outBizCode}</outBizCode></item></items></request>`,
    ago,
  )

const marketplace: Sender = (msgId, ago = 0) => {
  const message = JSON.stringify({
    msgId,
    type: 'ORDER_BUYER_VIEW_ORDER_PAY',
    gmtBorn: Date.now() - ago,
    data: { orderId: '1' },
  })
  const _aop_signature = sign1688('', { message }, CREDENTIALS.ALIBABA_1688.secret)
  return {
    path: '/webhooks/alibaba_1688/shop',
    body: new URLSearchParams({ message, _aop_signature }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }
}

async function send({ path, body, headers }: Message): Promise<{ taken: boolean; text: string }> {
  const answer = await fetch(gateway().url + path, { method: 'POST', body, headers })
  const text = await answer.text()
  return { taken: answer.ok && !text.includes('<flag>failure</flag>'), text }
}

const paid = () => gateway().database.prisma.payment.count()
const stored = (source: string) => () =>
  gateway().database.prisma.inboundMessage.count({ where: { source: { startsWith: source } } })

/** What sends it, how many are kept, and after how long one is too old; null: it only makes us read again. */
const SENDERS: readonly (readonly [string, Sender, () => Promise<number>, number | null])[] = [
  ['a payment provider', payment, paid, 5 * MINUTE],
  ['the warehouse', warehouse, stored('QIMEN'), 10 * MINUTE],
  ['a marketplace', marketplace, stored('ALIBABA_1688'), null],
]

beforeAll(async () => {
  await gateway().database.prisma.order.create({
    data: {
      number: ORDER,
      source: 'STOREFRONT',
      status: 'PENDING_PAYMENT',
      customerId: 'ada',
      totalMinor: 1_200n,
      placedAt: new Date(),
    },
  })
})

describe.each(SENDERS)('a message of %s', (_who, signed, count, window) => {
  it('is taken, and kept once however often it is replayed', async () => {
    const before = await count()
    const message = signed('replayed-1')
    const first = await send(message)
    expect(first).toMatchObject({ taken: true })
    expect(await count()).toBe(before + 1)
    for (const again of await Promise.all([send(message), send(message), send(message)]))
      expect(again.taken).toBe(true)
    // Signed again, as senders do that got no answer.
    expect((await send(signed('replayed-1', 1_000))).taken).toBe(true)
    expect(await count()).toBe(before + 1)
  })

  it('that was altered, or is signed by somebody else, is refused and leaves nothing', async () => {
    const before = await count()
    const message = signed('altered-1')
    const flipped = message.body.replace('altered-1', 'altered-2')
    expect(flipped).not.toBe(message.body)
    const forgeries: Message[] = [
      { ...message, body: flipped },
      { ...message, body: `${message.body} ` },
      { ...message, body: '' },
      {
        path: message.path.replace(/sign=\w{4}/, 'sign=0000'),
        body: message.body.replace(/_aop_signature=\w{4}/, '_aop_signature=0000'),
        headers: {
          ...message.headers,
          ...(message.headers['haitao-signature'] && { 'haitao-signature': `v1=${'0'.repeat(64)}` }),
        },
      },
    ]
    for (const forged of forgeries) expect(await send(forged)).toMatchObject({ taken: false })
    expect(await count()).toBe(before)
  })

  it(
    window === null
      ? 'that is late makes us read again, as any other'
      : 'that is late, or of the future, is refused',
    async () => {
      const before = await count()
      const late = [await send(signed('late-1', 24 * 60 * MINUTE))]
      if (window !== null)
        late.push(
          await send(signed('late-2', window + MINUTE)),
          await send(signed('late-3', -window - MINUTE)),
        )
      expect(late.map(({ taken }) => taken)).toEqual(late.map(() => window === null))
      expect(await count()).toBe(before + (window === null ? 1 : 0))
    },
  )
})
