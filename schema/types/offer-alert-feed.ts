import { z } from 'zod'
import { builder } from '../builder.ts'
import type { FeedGap, OfferAlertFeedItem } from '../context.ts'
import { localIdsOf } from '../global-id.ts'
import { FeedEventRef, FeedGapRef } from '../refs.ts'
import { AFTER_DESCRIPTION, MAX_WATCHED } from '../watch.ts'

type Item = Exclude<OfferAlertFeedItem, FeedGap>

const OfferAlertChange = builder.objectRef<Item>('OfferAlertChange').implement({
  interfaces: [FeedEventRef],
  description: 'An alert about an offer was opened or resolved.',
  fields: (t) => ({
    alert: t.prismaField({
      type: 'OfferAlert',
      description: 'The alert as it is when this is delivered.',
      resolve: (query, { alertId }, _args, { prisma }) =>
        prisma.offerAlert.findUniqueOrThrow({ ...query, where: { id: alertId } }),
    }),
    occurredAt: t.expose('occurredAt', { type: 'DateTime', description: 'When.' }),
  }),
})

const OfferAlertFeedEvent = builder.unionType('OfferAlertFeedEvent', {
  description: 'What the feed of alerts about offers carries.',
  types: [OfferAlertChange, FeedGapRef],
  resolveType: (item) => ((item as OfferAlertFeedItem).kind === 'gap' ? FeedGapRef : OfferAlertChange),
})

builder.subscriptionField('offerAlertChanges', (t) =>
  t.field({
    type: OfferAlertFeedEvent,
    nullable: true,
    description: 'Alerts about offers and prices as they open and resolve.',
    authScopes: { scope: 'catalog:read-all' },
    args: {
      skuIds: t.arg.idList({
        description: 'Global ids; only of these SKUs. All when absent.',
        validate: z.array(z.string()).max(MAX_WATCHED, `takes at most ${MAX_WATCHED} ids`),
      }),
      after: t.arg.string({ description: AFTER_DESCRIPTION }),
    },
    subscribe: (_root, { skuIds, after }, { feeds }) =>
      feeds.offerAlerts({ skuIds: localIdsOf('Sku', 'skuIds', skuIds), after: after ?? null }),
    resolve: (item) => item as OfferAlertFeedItem,
  }),
)
