import { builder } from '../builder.ts'
import type { BackInStockFeedItem } from '../context.ts'
import { forbidden } from '../errors.ts'
import { FeedEventRef, FeedGapRef } from '../refs.ts'
import { AFTER_DESCRIPTION } from '../watch.ts'

type Notice = Extract<BackInStockFeedItem, { kind: 'back-in-stock' }>

const BackInStockNotice = builder.objectRef<Notice>('BackInStockNotice').implement({
  interfaces: [FeedEventRef],
  description: 'A SKU that the customer waited for is back.',
  fields: (t) => ({
    request: t.prismaField({
      type: 'BackInStockRequest',
      description: 'What was waited for.',
      resolve: (query, { requestId }, _args, { prisma }) =>
        prisma.backInStockRequest.findUniqueOrThrow({ ...query, where: { id: requestId } }),
    }),
    occurredAt: t.expose('occurredAt', { type: 'DateTime', description: 'When it came back.' }),
  }),
})

const BackInStockEvent = builder.unionType('BackInStockFeedEvent', {
  description: 'What the feed of returning SKUs carries.',
  types: [BackInStockNotice, FeedGapRef],
  resolveType: (item) => ((item as BackInStockFeedItem).kind === 'gap' ? FeedGapRef : BackInStockNotice),
})

builder.subscriptionField('backInStock', (t) =>
  t.field({
    type: BackInStockEvent,
    description:
      'SKUs that the customer asked for with `notifyWhenBack` and that are back, each once. After a FeedGap those of the last days come again.',
    authScopes: { scope: 'orders:own' },
    args: { after: t.arg.string({ description: AFTER_DESCRIPTION }) },
    subscribe: (_root, { after }, { feeds, viewer }) => {
      if (viewer.subject === null) throw forbidden(viewer)
      return feeds.backInStock(viewer.subject, after ?? null)
    },
    resolve: (item) => item as BackInStockFeedItem,
  }),
)
