import { z } from 'zod'
import { builder } from '../builder.ts'
import type { AlertFeedItem, FeedGap } from '../context.ts'
import { localIdsOf } from '../global-id.ts'
import { FeedEventRef, FeedGapRef } from '../refs.ts'
import { AFTER_DESCRIPTION, MAX_WATCHED } from '../watch.ts'

type Alert = Extract<AlertFeedItem, { kind: 'alert' }>

const AlertChange = builder.objectRef<Alert>('AlertChange').implement({
  interfaces: [FeedEventRef],
  description: 'An alert was opened, acknowledged or resolved.',
  fields: (t) => ({
    alert: t.prismaField({
      type: 'InventoryAlert',
      description: 'The alert as it is now.',
      resolve: (query, { alertId }, _args, { prisma }) =>
        prisma.inventoryAlert.findUniqueOrThrow({ ...query, where: { id: alertId } }),
    }),
    occurredAt: t.expose('occurredAt', { type: 'DateTime', description: 'When.' }),
  }),
})

const AlertFeedEvent = builder.unionType('AlertFeedEvent', {
  description: 'What an alert subscription delivers.',
  types: [AlertChange, FeedGapRef],
  resolveType: (item) => ((item as Alert | FeedGap).kind === 'alert' ? AlertChange : FeedGapRef),
})

const watched = z.array(z.string()).max(MAX_WATCHED, `takes at most ${MAX_WATCHED} ids`)

function alertSubscription(
  name: string,
  about: { readonly description: string; readonly deprecationReason?: string },
) {
  builder.subscriptionField(name, (t) =>
    t.field({
      ...about,
      type: AlertFeedEvent,
      args: {
        skuIds: t.arg.idList({ description: 'Only of these SKUs.', validate: watched }),
        warehouseIds: t.arg.idList({ description: 'Only in these warehouses.', validate: watched }),
        after: t.arg.string({ description: AFTER_DESCRIPTION }),
      },
      authScopes: { scope: 'alerts:read' },
      subscribe: (_root, args, { feeds, viewer }) =>
        feeds.alerts(viewer, {
          skuIds: localIdsOf('Sku', 'skuIds', args.skuIds),
          productIds: null,
          warehouseIds: localIdsOf('Warehouse', 'warehouseIds', args.warehouseIds),
          after: args.after ?? null,
        }),
      resolve: (item) => item as AlertFeedItem,
    }),
  )
}

alertSubscription('inventoryAlertChanges', {
  description:
    'Alerts of all kinds as they open, are acknowledged and resolve. Suppliers hear of their own SKUs.',
})
alertSubscription('lowStockAlerts', {
  description: 'The former name of `inventoryAlertChanges`.',
  deprecationReason: 'Use `inventoryAlertChanges`, which is the same.',
})
