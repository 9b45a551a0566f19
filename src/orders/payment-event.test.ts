import { describe, expect, it } from 'vitest'
import { PaymentEventBody, unhandledType } from './payment-event.ts'

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

describe('a payment event', () => {
  const issuesOf = (changes: object) =>
    read({ amount: '19.90', ...changes }).error?.issues.map(({ path, message }) => [
      path.join('.'),
      message,
    ]) ?? []

  it('may be about nothing', () => {
    expect(issuesOf({ amount: '0' })).toEqual([])
  })

  it.each(['-0.01', '19.901', '1,5', ''])('says what an amount looks like, instead of %j', (amount) => {
    expect(issuesOf({ amount })).toEqual([
      ['amount', 'has to be a decimal such as "19.90" with no more digits than CNY has'],
    ])
  })

  it.each<[string, object, string]>([
    ['eventId', { eventId: 'x\0' }, 'has a NUL character or half a surrogate pair'],
    ['currency', { currency: 'cny' }, '"cny" is not the ISO 4217 code of a currency, such as USD'],
    ['occurredAt', { occurredAt: '2999-01-01T00:00:00Z' }, 'lies in the future'],
  ])('says what is wrong with %s', (field, changes, message) => {
    expect(issuesOf(changes)).toEqual([[field, message]])
  })

  it.each([
    ['eventId', 200],
    ['reference', 200],
    ['orderNumber', 50],
  ])('has a %s of one to %i characters', (field, most) => {
    expect(issuesOf({ [field]: 'x'.repeat(most) })).toEqual([])
    for (const wrong of ['x'.repeat(most + 1), '', '  '])
      expect(issuesOf({ [field]: wrong }).map(([path]) => path)).toEqual([field])
  })
})

describe('the type of an event that nobody handles', () => {
  it('is named where nothing of the event contradicts what we know', () => {
    expect(unhandledType({ ...GOOD, type: 'payment.disputed' })).toBe('payment.disputed')
    expect(unhandledType({ eventId: 'e1', type: 'x'.repeat(100) })).toBe('x'.repeat(100))
  })

  it.each([
    [GOOD],
    [{ ...GOOD, type: 'payment.failed' }],
    [{ ...GOOD, type: 'payment.refunded' }],
    [{ type: 'payment.disputed' }],
    [{ eventId: 'e1' }],
    [{ eventId: 'e1', type: 'x'.repeat(101) }],
    [{ eventId: 'e1', type: 'payment.disputed', amount: 19.9 }],
    [null],
  ])('is none for %j', (body) => {
    expect(unhandledType(body)).toBeNull()
  })
})
