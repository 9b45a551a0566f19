import { expect, it } from 'vitest'
import { ConfigError } from './config-error.ts'
import { DEVELOPMENT_PAYMENT_SECRET, readOrderSettings } from './config-orders.ts'

const HUB = {
  name: '仓',
  mobile: '13000000000',
  province: '广东',
  city: '广州',
  district: '白云',
  address: '1号',
}

it('holds stock for half an hour, completes after two weeks and knows a hub, when nothing is set', () => {
  expect(readOrderSettings({}, false)).toMatchObject({
    reservationMinutes: 30,
    completeDays: 14,
    paymentSecrets: [DEVELOPMENT_PAYMENT_SECRET],
    hub: { city: '广州市' },
  })
})

it('takes what is set, several payment secrets while one is being replaced', () => {
  const env = {
    ORDER_RESERVATION_MINUTES: '5',
    ORDER_COMPLETE_DAYS: '3',
    PAYMENT_WEBHOOK_SECRET: `${'n'.repeat(16)},${'o'.repeat(16)}`,
    HUB_ADDRESS: JSON.stringify(HUB),
    PAYMENT_PAGE_URL: 'https://pay.example/?order={order}',
  }
  expect(readOrderSettings(env, true)).toEqual({
    reservationMinutes: 5,
    completeDays: 3,
    paymentSecrets: ['n'.repeat(16), 'o'.repeat(16)],
    paymentPage: 'https://pay.example/?order={order}',
    buyers: new Map(),
    hub: { ...HUB, country: '中国' },
  })
})

it('has neither a hub nor payment events in production unless they are set', () => {
  expect(readOrderSettings({}, true)).toMatchObject({ hub: null, paymentSecrets: [] })
})

it.each([
  [
    'PAYMENT_WEBHOOK_SECRET',
    { PAYMENT_WEBHOOK_SECRET: `${'n'.repeat(16)},${DEVELOPMENT_PAYMENT_SECRET}` },
    true,
  ],
  ['PAYMENT_WEBHOOK_SECRET', { PAYMENT_WEBHOOK_SECRET: 'short' }, false],
  ['ORDER_RESERVATION_MINUTES', { ORDER_RESERVATION_MINUTES: '0' }, false],
  ['ORDER_RESERVATION_MINUTES', { ORDER_RESERVATION_MINUTES: '1.5' }, false],
  ['ORDER_COMPLETE_DAYS', { ORDER_COMPLETE_DAYS: 'soon' }, false],
  ['PAYMENT_PAGE_URL', { PAYMENT_PAGE_URL: 'https://pay.example/' }, false],
  ['PAYMENT_PAGE_URL', { PAYMENT_PAGE_URL: 'ftp://pay.example/{order}' }, false],
  ['HUB_ADDRESS', { HUB_ADDRESS: 'somewhere' }, false],
  ['HUB_ADDRESS', { HUB_ADDRESS: JSON.stringify({ ...HUB, city: '' }) }, false],
])('refuses to start over %s %j in production %s', (name, env, production) => {
  expect(() => readOrderSettings(env, production)).toThrow(ConfigError)
  expect(() => readOrderSettings(env, production)).toThrow(new RegExp(`^${name} `))
})
