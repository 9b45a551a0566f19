import { builder } from './builder.ts'

export const MoneyInputRef = builder.inputType('MoneyInput', {
  description: 'An amount of money.',
  fields: (t) => ({
    amount: t.field({
      type: 'Decimal',
      required: true,
      description: 'In major units, with no more decimals than the currency has: "19.90" for CNY.',
    }),
    currency: t.field({ type: 'CurrencyCode', required: true, description: 'Its currency.' }),
  }),
})
