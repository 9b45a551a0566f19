import { formatAmount } from '../../src/domain/money.ts'
import { builder } from '../builder.ts'
import { MoneyRef } from '../refs.ts'

builder.objectType(MoneyRef, {
  description: 'An amount of money.',
  fields: (t) => ({
    amount: t.field({
      type: 'Decimal',
      description: 'In major units with all decimals of the currency: "19.90" for CNY, "1990" for JPY.',
      resolve: formatAmount,
    }),
    currency: t.expose('currency', { type: 'CurrencyCode', description: 'The currency.' }),
  }),
})
