import { z } from 'zod'
import { builder } from '../builder.ts'
import type { FeedGap, SyncAlertFeedItem } from '../context.ts'
import { localIdsOf } from '../global-id.ts'
import { FeedEventRef, FeedGapRef } from '../refs.ts'
import { SyncAlertKindEnum } from '../sync-enums.ts'
import { AFTER_DESCRIPTION, MAX_WATCHED } from '../watch.ts'

type Item = Exclude<SyncAlertFeedItem, FeedGap>

const SyncAlertStatusEnum = builder.enumType('SyncAlertStatus', {
  description: 'Whether somebody has to look at it.',
  values: {
    OPEN: { description: 'It was noticed and is not over.' },
    RESOLVED: { description: 'It is over.' },
  } as const,
})

const SyncAlert = builder.objectRef<Item>('SyncAlert').implement({
  interfaces: [FeedEventRef],
  description: 'A problem of synchronisation that needs attention. Each is reported once.',
  fields: (t) => ({
    id: t.exposeID('alertId', { description: 'The same when it is opened and when it is resolved.' }),
    shop: t.prismaField({
      type: 'Shop',
      nullable: true,
      description: 'The shop it is about; null when it is about all.',
      resolve: (query, { shopId }, _args, { prisma }) =>
        shopId === null ? null : prisma.shop.findUnique({ ...query, where: { id: shopId } }),
    }),
    kind: t.expose('anomaly', { type: SyncAlertKindEnum, description: 'What is wrong.' }),
    status: t.expose('status', { type: SyncAlertStatusEnum, description: 'Whether it is over.' }),
    message: t.exposeString('message', { description: 'In words for the operator.' }),
    occurredAt: t.expose('occurredAt', {
      type: 'DateTime',
      description: 'When it was noticed, or was over.',
    }),
  }),
})

const SyncAlertFeedEvent = builder.unionType('SyncAlertFeedEvent', {
  description: 'What the feed of synchronisation alerts carries.',
  types: [SyncAlert, FeedGapRef],
  resolveType: (item) => ((item as Item | FeedGap).kind === 'gap' ? FeedGapRef : SyncAlert),
})

const watched = z.array(z.string()).max(MAX_WATCHED, `takes at most ${MAX_WATCHED} ids`)

builder.subscriptionField('syncAlerts', (t) =>
  t.field({
    type: SyncAlertFeedEvent,
    description: 'Anomalies of synchronisation, as they are noticed and as they end.',
    authScopes: { scope: 'shops:read' },
    args: {
      shopIds: t.arg.idList({
        description: 'Global ids; only alerts about these shops. All when absent.',
        validate: watched,
      }),
      after: t.arg.string({ description: AFTER_DESCRIPTION }),
      snapshot: t.arg.boolean({
        defaultValue: false,
        description: 'Begin with all that are open. Not used when `after` can be honoured.',
      }),
    },
    subscribe: (_root, { shopIds, after, snapshot }, { feeds }) =>
      feeds.syncAlerts({
        shopIds: localIdsOf('Shop', 'shopIds', shopIds),
        after: after ?? null,
        snapshot: snapshot ?? false,
      }),
    resolve: (item) => item as SyncAlertFeedItem,
  }),
)
