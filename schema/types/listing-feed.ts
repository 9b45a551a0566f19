import { z } from 'zod'
import type { Money } from '../../src/domain/money.ts'
import { builder } from '../builder.ts'
import type { FeedGap } from '../context.ts'
import { PlatformEnum } from '../enums.ts'
import { notImplemented } from '../errors.ts'
import { FeedGapRef, MoneyRef } from '../refs.ts'
import { AFTER_DESCRIPTION, MAX_WATCHED } from '../watch.ts'

interface ListingChangeItem {
  readonly kind: 'listing'
  readonly cursor: string
  readonly listingId: string
  readonly priceBefore: Money | null
  readonly quantityBefore: number | null
  readonly occurredAt: Date
}

const ListingChange = builder.objectRef<ListingChangeItem>('ListingChange').implement({
  description: 'A platform changed the price or the quantity of a listing.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: 'Place in the feed, for `after`.' }),
    listing: t.prismaField({
      type: 'Listing',
      description: 'The listing as it is when this is delivered.',
      resolve: (query, { listingId }, _args, { prisma }) =>
        prisma.listing.findUniqueOrThrow({ ...query, where: { id: listingId } }),
    }),
    priceBefore: t.expose('priceBefore', {
      type: MoneyRef,
      nullable: true,
      description: 'Price for one piece before; null when it was not known.',
    }),
    quantityBefore: t.exposeInt('quantityBefore', {
      nullable: true,
      description: 'Pieces before; null when they were not known.',
    }),
    occurredAt: t.expose('occurredAt', { type: 'DateTime', description: 'When the change was read.' }),
  }),
})

const ListingFeedEvent = builder.unionType('ListingFeedEvent', {
  description: 'What the feed of listings carries.',
  types: [ListingChange, FeedGapRef],
  resolveType: ({ kind }) => (kind === 'gap' ? FeedGapRef : ListingChange),
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
    subscribe: (): AsyncIterable<ListingChangeItem | FeedGap> => {
      throw notImplemented('listingChanges')
    },
    resolve: (event) => event,
  }),
)
