import { builder } from '../builder.ts'
import { AnalyticsRef } from '../refs.ts'

// The reports stand each in its own file: stock-value.ts, sell-through.ts, supplier-alerts.ts, order-funnel.ts, price-spread.ts.
builder.objectType(AnalyticsRef, {
  description:
    'Figures over everything, counted by the database at the moment of the question. Without personal data.',
  authScopes: { scope: 'stock:read' },
})

builder.queryField('analytics', (t) =>
  t.field({
    type: AnalyticsRef,
    nullable: true,
    description: 'Figures over everything, for analysts and operators.',
    authScopes: { scope: 'stock:read' },
    resolve: () => ({}),
  }),
)
