import { z } from 'zod'
import { builder } from '../builder.ts'
import type { FeedGap } from '../context.ts'
import { notImplemented } from '../errors.ts'
import { FeedGapRef } from '../refs.ts'
import { AFTER_DESCRIPTION, MAX_WATCHED } from '../watch.ts'

interface SyncAlertItem {
  readonly kind: 'sync-alert'
  readonly cursor: string
  readonly shopId: string | null
  /** What the graph calls `kind`; the item's own tells the union's members apart. */
  readonly anomaly: string
  readonly message: string
  readonly occurredAt: Date
}

const SyncAlert = builder.objectRef<SyncAlertItem>('SyncAlert').implement({
  description: 'Something about synchronisation that somebody should look at. The same thing is told once.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: 'Place in the feed, for `after`.' }),
    shop: t.prismaField({
      type: 'Shop',
      nullable: true,
      description: 'The shop it is about; null when it is about all.',
      resolve: (query, { shopId }, _args, { prisma }) =>
        shopId === null ? null : prisma.shop.findUnique({ ...query, where: { id: shopId } }),
    }),
    kind: t.exposeString('anomaly', {
      description:
        'What is wrong: a failed run, a time-out, drift, a token about to end, a cursor that stands still.',
    }),
    message: t.exposeString('message', { description: 'In words for the operator.' }),
    occurredAt: t.expose('occurredAt', { type: 'DateTime', description: 'When it was noticed.' }),
  }),
})

const SyncAlertFeedEvent = builder.unionType('SyncAlertFeedEvent', {
  description: 'What the feed of synchronisation alerts carries.',
  types: [SyncAlert, FeedGapRef],
  resolveType: ({ kind }) => (kind === 'gap' ? FeedGapRef : SyncAlert),
})

const watched = z.array(z.string()).max(MAX_WATCHED, `takes at most ${MAX_WATCHED} ids`)

builder.subscriptionField('syncAlerts', (t) =>
  t.field({
    type: SyncAlertFeedEvent,
    description: 'Anomalies of synchronisation, as they are noticed.',
    authScopes: { scope: 'shops:read' },
    args: {
      shopIds: t.arg.idList({
        description: 'Global ids; only alerts about these shops. All when absent.',
        validate: watched,
      }),
      after: t.arg.string({ description: AFTER_DESCRIPTION }),
    },
    subscribe: (): AsyncIterable<SyncAlertItem | FeedGap> => {
      throw notImplemented('syncAlerts')
    },
    resolve: (event) => event,
  }),
)
