import { expect, it } from 'vitest'
import { paymentPage } from './payment-page.ts'

const order = { number: 'HG-1&2', amount: '98.60', currency: 'CNY' }

it('fills in the order, escaped for an address', () => {
  expect(paymentPage('https://pay.example/{order}?a={amount}&c={currency}', order)).toBe(
    'https://pay.example/HG-1%262?a=98.60&c=CNY',
  )
})

it('is null where there is no page', () => {
  expect(paymentPage(null, order)).toBeNull()
})
