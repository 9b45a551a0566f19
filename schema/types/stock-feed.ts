import { z } from 'zod'
import { builder } from '../builder.ts'
import type { FeedGap, StockFeedItem } from '../context.ts'
import { StockMovementReasonEnum } from '../enums.ts'
import { encodeGlobalId, localIdsOf } from '../global-id.ts'
import { levelRow } from '../level-row.ts'
import { FeedEventRef, FeedGapRef, StockLevelRef } from '../refs.ts'
import { AFTER_DESCRIPTION, MAX_WATCHED } from '../watch.ts'

type Snapshot = Extract<StockFeedItem, { kind: 'snapshot' }>
type Change = Extract<StockFeedItem, { kind: 'change' }>

const StockSnapshot = builder.objectRef<Snapshot>('StockSnapshot').implement({
  interfaces: [FeedEventRef],
  description: 'The state at the cursor. Large sets come in several parts.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: 'The changes that follow are those after this state.' }),
    levels: t.field({
      type: [StockLevelRef],
      description: 'At most 500 in one part.',
      resolve: ({ levels }) => levels.map(levelRow),
    }),
    complete: t.exposeBoolean('complete', { description: 'True on the last part.' }),
  }),
})

const StockChange = builder.objectRef<Change>('StockChange').implement({
  interfaces: [FeedEventRef],
  description: 'One committed change of a stock level.',
  fields: (t) => ({
    sku: t.prismaField({
      type: 'Sku',
      description: 'What changed.',
      resolve: (query, { payload }, _args, { prisma }) =>
        prisma.sku.findUniqueOrThrow({ ...query, where: { id: payload.level.skuId } }),
    }),
    skuId: t.id({
      description: 'Global id of the SKU, without a look-up.',
      resolve: ({ payload }) => encodeGlobalId('Sku', payload.level.skuId),
    }),
    warehouse: t.prismaField({
      type: 'Warehouse',
      description: 'Where it changed.',
      resolve: (query, { payload }, _args, { prisma }) =>
        prisma.warehouse.findUniqueOrThrow({ ...query, where: { id: payload.level.warehouseId } }),
    }),
    level: t.field({
      type: StockLevelRef,
      description: 'As it was right after the change.',
      resolve: ({ payload }) => levelRow(payload.level),
    }),
    delta: t.exposeInt('delta', {
      authScopes: { scope: 'stock:read' },
      description: 'Change of on hand in units, summed over the coalesced changes.',
    }),
    reason: t.field({
      type: StockMovementReasonEnum,
      authScopes: { scope: 'stock:read' },
      description: 'Why; of the last change when some were coalesced.',
      resolve: ({ payload }) => payload.reason,
    }),
    coalesced: t.exposeInt('coalesced', {
      description:
        'Number of earlier changes of this level that this one includes, because the client read too slowly.',
    }),
    occurredAt: t.field({
      type: 'DateTime',
      description: 'When.',
      resolve: ({ payload }) => new Date(payload.occurredAt),
    }),
  }),
})

const StockFeedEvent = builder.unionType('StockFeedEvent', {
  description: 'What a stock subscription delivers.',
  types: [StockSnapshot, StockChange, FeedGapRef],
  resolveType: (item) => {
    const { kind } = item as Snapshot | Change | FeedGap
    return kind === 'snapshot' ? StockSnapshot : kind === 'change' ? StockChange : FeedGapRef
  },
})

const watched = z.array(z.string()).max(MAX_WATCHED, `takes at most ${MAX_WATCHED} ids`)

builder.subscriptionField('stockChanges', (t) =>
  t.field({
    type: StockFeedEvent,
    description:
      'Every committed change of the stock named. SKUs and products add up; naming neither watches everything and needs the scope stock:watch-all.',
    args: {
      skuIds: t.arg.idList({ description: 'Global ids of SKUs.', validate: watched }),
      productIds: t.arg.idList({
        description: 'Global ids of products: all their SKUs, later ones too.',
        validate: watched,
      }),
      warehouseIds: t.arg.idList({ description: 'Only in these warehouses.', validate: watched }),
      after: t.arg.string({ description: AFTER_DESCRIPTION }),
      snapshot: t.arg.boolean({
        defaultValue: true,
        description:
          'Begin with the state. Not used when `after` can be honoured: then what was missed comes instead.',
      }),
    },
    authScopes: (_root, { skuIds, productIds }) => ({
      scope: skuIds || productIds ? 'catalog:read' : 'stock:watch-all',
    }),
    subscribe: (_root, args, { feeds, viewer }) =>
      feeds.stock(viewer, {
        skuIds: localIdsOf('Sku', 'skuIds', args.skuIds),
        productIds: localIdsOf('Product', 'productIds', args.productIds),
        warehouseIds: localIdsOf('Warehouse', 'warehouseIds', args.warehouseIds),
        after: args.after ?? null,
        snapshot: args.snapshot ?? true,
      }),
    resolve: (item) => item as StockFeedItem,
  }),
)
