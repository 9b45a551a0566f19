import { expect, it } from 'vitest'
import { PaymentEventBody } from './payment-event.ts'

const GOOD = {
  eventId: 'event-1',
  type: 'payment.succeeded',
  orderNumber: 'HG-200001',
  amount: '182.30',
  currency: 'CNY',
  reference: 'ref-1',
  occurredAt: '2026-03-01T08:00:00Z',
}
const read = (changes: object) => PaymentEventBody.safeParse({ ...GOOD, ...changes })

it.each<[string, object, object]>([
  ['a third decimal that is nothing', { amount: '182.300' }, {}],
  ['no decimals', { amount: '182' }, { amount: { minor: 18200n, currency: 'CNY' } }],
  ['blanks around the number of the order', { orderNumber: ' HG-200001 ' }, {}],
  ['an offset', { occurredAt: '2026-03-01T16:00:00+08:00' }, {}],
  [
    'the first year',
    { occurredAt: '0001-01-01T00:00:00Z' },
    { occurredAt: new Date('0001-01-01T00:00:00Z') },
  ],
  ['more fields', { extra: { deep: [1, 2, 3] } }, {}],
])('takes %s', (_what, changes, expected) => {
  expect(read(changes).data).toEqual({
    ...GOOD,
    amount: { minor: 18230n, currency: 'CNY' },
    currency: undefined,
    occurredAt: new Date('2026-03-01T08:00:00Z'),
    ...expected,
  })
})

it.each<[string, object]>([
  ['amount', { amount: 182.3 }],
  ['amount', { amount: '1e2' }],
  ['amount', { amount: '182,30' }],
  ['amount', { amount: '１８２.30' }],
  ['amount', { amount: '182.301' }],
  ['amount', { amount: '182.30 CNY' }],
  ['amount', { amount: '9'.repeat(16) }],
  ['currency', { currency: 'cny' }],
  ['currency', { currency: 'CNH' }],
  ['currency', { currency: 'RMB' }],
  ['reference', { reference: 'a\0b' }],
  ['reference', { reference: 'a\ud800b' }],
  ['eventId', { eventId: 'e\ud8001' }],
  ['eventId', { eventId: 'x'.repeat(201) }],
  ['occurredAt', { occurredAt: '2026-03-01T08:00:00' }],
  ['occurredAt', { occurredAt: 1_795_933_173 }],
  ['occurredAt', { occurredAt: '2999-01-01T00:00:00Z' }],
])('refuses a %s that is none, naming it: %j', (field, changes) => {
  expect(read(changes).error?.issues.map(({ path }) => path.join('.'))).toEqual([field])
})

it.each([[null], [[GOOD]], ['text'], [{}], [JSON.parse('{"__proto__":{"eventId":"x"}}')]])(
  'refuses what is no event: %j',
  (body) => {
    expect(PaymentEventBody.safeParse(body).success).toBe(false)
  },
)
