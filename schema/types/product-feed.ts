import { z } from 'zod'
import { isPublicField } from '../../src/domain/catalogue-fields.ts'
import { builder } from '../builder.ts'
import type { FeedGap, ProductFeedItem } from '../context.ts'
import { localIdsOf } from '../global-id.ts'
import { FeedEventRef, FeedGapRef } from '../refs.ts'
import { AFTER_DESCRIPTION, MAX_WATCHED } from '../watch.ts'

type Item = Exclude<ProductFeedItem, FeedGap>

const ProductChange = builder.objectRef<Item>('ProductChange').implement({
  interfaces: [FeedEventRef],
  description: 'A product of the catalogue or one of its SKUs changed.',
  fields: (t) => ({
    product: t.prismaField({
      type: 'Product',
      description: 'The product as it is when this is delivered.',
      resolve: (query, { productId }, _args, { prisma }) =>
        prisma.product.findUniqueOrThrow({ ...query, where: { id: productId } }),
    }),
    fields: t.stringList({
      description:
        'Names of what changed, such as titleEn; those of a SKU begin with skus, such as skus.price.',
      resolve: ({ fields }, _args, { viewer }) =>
        viewer.scopes.has('catalog:read-all') ? [...fields] : fields.filter(isPublicField),
    }),
    occurredAt: t.expose('occurredAt', { type: 'DateTime', description: 'When it was changed.' }),
  }),
})

const ProductFeedEvent = builder.unionType('ProductFeedEvent', {
  description: 'What the feed of the catalogue carries.',
  types: [ProductChange, FeedGapRef],
  resolveType: (item) => ((item as ProductFeedItem).kind === 'gap' ? FeedGapRef : ProductChange),
})

builder.subscriptionField('productChanges', (t) =>
  t.field({
    type: ProductFeedEvent,
    nullable: true,
    description:
      'Changes of the catalogue by people, files, marketplaces and rules. Shoppers hear of products that are on show, and of one that leaves it.',
    authScopes: { scope: 'catalog:read' },
    args: {
      productIds: t.arg.idList({
        description: 'Global ids; only these products. All when absent.',
        validate: z.array(z.string()).max(MAX_WATCHED, `takes at most ${MAX_WATCHED} ids`),
      }),
      after: t.arg.string({ description: AFTER_DESCRIPTION }),
    },
    subscribe: (_root, { productIds, after }, { feeds, viewer }) =>
      feeds.products(viewer, {
        productIds: localIdsOf('Product', 'productIds', productIds),
        after: after ?? null,
      }),
    resolve: (item) => item as ProductFeedItem,
  }),
)
