import { UpstreamError } from '../../src/domain/upstream-error.ts'
import { shownAddress } from '../../src/domain/web-address.ts'
import { builder } from '../builder.ts'
import type { MarketplaceOffer } from '../context.ts'
import { PlatformEnum } from '../enums.ts'
import { badInput, upstreamUnavailable } from '../errors.ts'
import { offsetConnection, offsetOf } from '../offset-page.ts'
import { MoneyRef } from '../refs.ts'
import { LONGEST_SEARCH, longest } from '../text-length.ts'

const MarketplaceOfferRef = builder.objectRef<MarketplaceOffer>('MarketplaceOffer').implement({
  description: 'Something found on a marketplace; not necessarily in our catalogue.',
  fields: (t) => ({
    platform: t.expose('platform', { type: PlatformEnum, description: 'The marketplace.' }),
    externalId: t.exposeString('externalId', { description: "The platform's id of the item." }),
    title: t.exposeString('title', { description: 'As the platform has it, mostly Chinese.' }),
    price: t.expose('price', { type: MoneyRef, description: 'Price per unit.' }),
    imageUrl: t.string({
      nullable: true,
      description: 'Main picture: http or https, else null.',
      resolve: ({ imageUrl }) => shownAddress(imageUrl),
    }),
    url: t.string({
      nullable: true,
      description: 'Page on the marketplace: http or https, else null.',
      resolve: ({ url }) => shownAddress(url),
    }),
    quantity: t.exposeInt('quantity', {
      nullable: true,
      description: 'Units for sale; null when the platform does not say.',
    }),
  }),
})

builder.queryField('marketplaceSearch', (t) =>
  t.connection(
    {
      type: MarketplaceOfferRef,
      nullable: true,
      description: 'Searches a marketplace now, through a linked shop. Pages forward only.',
      args: {
        platform: t.arg({ type: PlatformEnum, required: true, description: 'The marketplace.' }),
        query: t.arg.string({
          required: true,
          description: `Words, best in Chinese; 1 to ${LONGEST_SEARCH} characters.`,
          extensions: longest(LONGEST_SEARCH),
        }),
      },
      resolve: async (_root, args, { catalog }) => {
        if (args.last != null || args.before != null) throw badInput('last', 'a search pages forward only')
        const words = args.query.trim()
        if (words === '') throw badInput('query', `takes 1 to ${LONGEST_SEARCH} characters, got 0`)
        const offset = offsetOf(args.after)
        const limit = args.first ?? 20
        try {
          return offsetConnection(await catalog.search(args.platform, words, { offset, limit }), offset)
        } catch (error) {
          throw error instanceof UpstreamError ? upstreamUnavailable(error) : error
        }
      },
    },
    {
      name: 'MarketplaceOfferConnection',
      description: 'A page of what was found.',
      fields: (connection) => ({
        totalCount: connection.int({
          nullable: true,
          description: 'How many there are; null when the platform does not count.',
          resolve: (page) => (page as unknown as { total: number | null }).total,
        }),
      }),
    },
    { name: 'MarketplaceOfferEdge', description: 'An offer and its place in the list.' },
  ),
)
