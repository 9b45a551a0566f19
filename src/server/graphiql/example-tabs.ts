import { randomUUID } from 'node:crypto'
import {
  ALERTS,
  adjustStock,
  CATALOGUE,
  LOW_STOCK_ALERTS,
  ORDERS,
  STOCK_CHANGES,
} from './example-documents.ts'
import type { ExampleTab } from './types.ts'

/** Development tokens; a tab whose role has none is opened without an Authorization header. */
export interface ExampleTokens {
  operator?: string
  analyst?: string
}

/** Global ids that exist in the data at hand, so that the tabs run as they are. */
export interface ExampleIds {
  skuId?: string
  warehouseId?: string
  alertId?: string
}

/**
 * The tabs that a first-time visitor of the GraphiQL page finds open. Called at every page view: the idempotency
 * key is new each time, so that the stock correction works again after a reload.
 */
export function exampleTabs(tokens: ExampleTokens, ids: ExampleIds = {}): ExampleTab[] {
  const analyst = bearer(tokens.analyst ?? tokens.operator)
  const operator = bearer(tokens.operator)
  const runsAtOnce = ids.skuId !== undefined && ids.warehouseId !== undefined
  const adjustment = adjustStock(
    runsAtOnce ? 'The ids are from the data at hand.' : 'Fill in ids from the first event of StockChanges.',
  )
  return [
    { title: 'Catalogue, stock and live offers', query: CATALOGUE, ...analyst },
    {
      title: 'Watch stock',
      query: STOCK_CHANGES,
      variables: json({ skuIds: null, warehouseIds: null, after: null, snapshot: true }),
      ...analyst,
    },
    {
      title: 'Correct a stock level',
      query: adjustment,
      variables: json({
        input: {
          skuId: ids.skuId ?? 'PASTE_A_SKU_ID',
          warehouseId: ids.warehouseId ?? 'PASTE_A_WAREHOUSE_ID',
          delta: -1,
          reason: 'ADJUSTMENT',
          reference: 'tried from GraphiQL',
          idempotencyKey: `graphiql-${randomUUID()}`,
        },
      }),
      ...operator,
    },
    {
      title: 'Watch low-stock alerts',
      query: LOW_STOCK_ALERTS,
      variables: json({ skuIds: null, warehouseIds: null, after: null }),
      ...analyst,
    },
    {
      title: 'Orders from payment to parcel',
      query: ORDERS,
      variables: json({ first: 10, filter: null }),
      ...operator,
    },
    {
      title: 'Acknowledge an alert',
      query: ALERTS,
      variables: json({ filter: { status: 'OPEN' }, id: ids.alertId ?? 'PASTE_AN_ALERT_ID' }),
      ...operator,
    },
  ]
}

function bearer(token: string | undefined): Pick<ExampleTab, 'headers'> {
  return token === undefined ? {} : { headers: json({ Authorization: `Bearer ${token}` }) }
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
