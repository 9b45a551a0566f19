import { z } from 'zod'
import { money } from '../../src/domain/money.ts'
import { builder } from '../builder.ts'
import type { FeedGap, ListingFeedItem } from '../context.ts'
import { PlatformEnum } from '../enums.ts'
import { localIdsOf } from '../global-id.ts'
import { FeedEventRef, FeedGapRef, MoneyRef } from '../refs.ts'
import { AFTER_DESCRIPTION, MAX_WATCHED } from '../watch.ts'

type Item = Exclude<ListingFeedItem, FeedGap>

const ListingChange = builder.objectRef<Item>('ListingChange').implement({
  interfaces: [FeedEventRef],
  description: 'A platform changed the price or the quantity of a listing.',
  fields: (t) => ({
    listing: t.prismaField({
      type: 'Listing',
      description: 'The listing as it is when this is delivered.',
      resolve: (query, { listingId }, _args, { prisma }) =>
        prisma.listing.findUniqueOrThrow({ ...query, where: { id: listingId } }),
    }),
    priceBefore: t.field({
      type: MoneyRef,
      nullable: true,
      description: 'Price per unit before; null when it was not known.',
      resolve: ({ priceBefore }) => priceBefore && money(BigInt(priceBefore.minor), priceBefore.currency),
    }),
    quantityBefore: t.exposeInt('quantityBefore', {
      nullable: true,
      description: 'Units before; null when they were not known.',
    }),
    occurredAt: t.expose('occurredAt', { type: 'DateTime', description: 'When the change was read.' }),
  }),
})

const ListingFeedEvent = builder.unionType('ListingFeedEvent', {
  description: 'What the feed of listings carries.',
  types: [ListingChange, FeedGapRef],
  resolveType: (item) => ((item as ListingFeedItem).kind === 'gap' ? FeedGapRef : ListingChange),
})

const watched = z.array(z.string()).max(MAX_WATCHED, `takes at most ${MAX_WATCHED} ids`)

builder.subscriptionField('listingChanges', (t) =>
  t.field({
    type: ListingFeedEvent,
    description: 'Changes of price and quantity on the platforms, as synchronisation reads them.',
    authScopes: { scope: 'catalog:read' },
    args: {
      productIds: t.arg.idList({
        description: 'Global ids; only listings of these products. All when absent.',
        validate: watched,
      }),
      platforms: t.arg({ type: [PlatformEnum], description: 'Only on these. All when absent.' }),
      after: t.arg.string({ description: AFTER_DESCRIPTION }),
    },
    subscribe: (_root, { productIds, platforms, after }, { feeds }) =>
      feeds.listings({
        productIds: localIdsOf('Product', 'productIds', productIds),
        platforms: platforms ?? null,
        after: after ?? null,
      }),
    resolve: (item) => item as ListingFeedItem,
  }),
)
