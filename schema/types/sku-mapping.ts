import { builder } from '../builder.ts'
import { inputIdOf, localIdOf } from '../global-id.ts'
import { payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'
import { ListingRef } from '../refs.ts'
import { startAt } from '../start-at.ts'

const SuggestedByEnum = builder.enumType('SkuSuggestedBy', {
  description: 'Why a SKU is suggested for a listing, the most certain first.',
  values: {
    CODE: { description: "The seller's own code is that of the SKU." },
    BARCODE: { description: 'The barcode is that of the SKU.' },
    SIBLING: { description: 'Another listing with the same code is matched with it.' },
  } as const,
})

const SkuSuggestion = builder
  .objectRef<{ readonly skuId: string; readonly by: typeof SuggestedByEnum.$inferType }>('SkuSuggestion')
  .implement({
    description: 'A SKU of ours that an unmatched listing may be.',
    fields: (t) => ({
      sku: t.prismaField({
        type: 'Sku',
        description: 'The SKU.',
        resolve: (query, { skuId }, _args, { prisma }) =>
          prisma.sku.findUniqueOrThrow({ ...query, where: { id: skuId } }),
      }),
      by: t.expose('by', { type: SuggestedByEnum, description: 'Why it is suggested.' }),
    }),
  })

builder.prismaObjectFields('Listing', (t) => ({
  title: t.exposeString('title', {
    nullable: true,
    description: "As the shop's page calls it; null before it was read.",
  }),
  outerId: t.exposeString('outerId', {
    nullable: true,
    description: "The seller's own code of the SKU; null when there is none.",
  }),
  barcode: t.exposeString('barcode', { nullable: true, description: 'Null when the platform tells none.' }),
  onSale: t.exposeBoolean('onSale', {
    description: 'Whether it could be bought there at the last synchronisation.',
  }),
  extra: t.expose('extra', {
    type: 'JSON',
    nullable: true,
    description: 'What field mappings of your own took over, by name; null when there are none.',
  }),
  suggestions: t.field({
    type: [SkuSuggestion],
    description: 'SKUs that an unmatched listing may be, the most certain first; empty for a matched one.',
    authScopes: { scope: 'shops:read' },
    select: { id: true, skuId: true },
    resolve: async ({ id, skuId }, _args, { loaders }) =>
      skuId === null ? [...(await loaders.skuSuggestions.load(id))] : [],
  }),
}))

const unmatched = (shopId: string | null | undefined) => ({
  skuId: null,
  removedAt: null,
  shopId: shopId ? localIdOf('Shop', 'shopId', shopId) : { not: null },
})

builder.queryField('unmatchedListings', (t) =>
  t.prismaConnection(
    {
      type: 'Listing',
      cursor: 'id',
      description: 'What linked shops list and no SKU of ours is known for.',
      authScopes: { scope: 'shops:read' },
      args: { shopId: t.arg.id({ description: 'Global id; only listings of this shop.' }) },
      totalCount: (_root, { shopId }, { prisma }) => prisma.listing.count({ where: unmatched(shopId) }),
      resolve: async (query, _root, { shopId }, { prisma }) => {
        const where = unmatched(shopId)
        const page = await startAt(query, where, (narrowed) => prisma.listing.count({ where: narrowed }))
        return prisma.listing.findMany({ ...page, where, orderBy: { id: 'asc' } })
      },
    },
    { name: 'UnmatchedListingConnection', description: 'A page of unmatched listings.' },
    { name: 'UnmatchedListingEdge', description: 'An unmatched listing and its place in the list.' },
  ),
)

builder.queryField('skuMappingsCsv', (t) =>
  t.string({
    description: 'All listings of a shop with our codes, as comma-separated values; see importSkuMappings.',
    authScopes: { scope: 'shops:read' },
    args: { shopId: t.arg.id({ required: true, description: 'Global id of the shop.' }) },
    resolve: (_root, { shopId }, { sync }) => sync.exportSkuMappings(localIdOf('Shop', 'shopId', shopId)),
  }),
)

const SkuMappingInput = builder.inputType('SkuMappingInput', {
  description: 'Which of our SKUs a listing is.',
  fields: (t) => ({
    listingId: t.id({ required: true, description: 'Global id of the listing.' }),
    skuId: t.id({ description: 'Global id of the SKU; absent: none of ours.' }),
  }),
})

const SuggestionBasisEnum = builder.enumType('SkuSuggestionBasis', {
  description: 'By what suggestions are certain enough to be confirmed unseen.',
  values: {
    CODE: { description: "The seller's own code." },
    BARCODE: { description: 'The barcode.' },
  } as const,
})

const ConfirmSkuMappingsInput = builder.inputType('ConfirmSkuMappingsInput', {
  description: 'Exactly one of mappings and suggestionsOf.',
  fields: (t) => ({
    mappings: t.field({ type: [SkuMappingInput], description: 'At most 1000 at once.' }),
    suggestionsOf: t.id({
      description: 'Global id of a shop: every suggestion that is the only one of its listing is confirmed.',
    }),
    by: t.field({
      type: [SuggestionBasisEnum],
      description: 'With suggestionsOf; both code and barcode when absent.',
    }),
  }),
})

interface Result {
  readonly listingIds: readonly string[]
}
const NONE: Result = { listingIds: [] }
/** Beyond that only the number is told. */
const MOST_SHOWN = 1_000

const SkuMappingsPayload = payloadType<Result>('SkuMappingsPayload', 'What became of SKU mappings.', (t) => ({
  changed: t.int({
    description: 'How many listings are matched otherwise now.',
    resolve: ({ listingIds }) => listingIds.length,
  }),
  listings: t.field({
    type: [ListingRef],
    description: 'The first thousand of them.',
    resolve: ({ listingIds }, _args, { prisma }) =>
      prisma.listing.findMany({
        where: { id: { in: listingIds.slice(0, MOST_SHOWN) } },
        orderBy: { id: 'asc' },
      }),
  }),
}))

const shape = (listingIds: readonly string[]): Result => ({ listingIds })

builder.mutationFields((t) => ({
  confirmSkuMappings: t.field({
    type: SkuMappingsPayload,
    description:
      'Says which of our SKUs listings are, in bulk: all or nothing. Their stock is pushed to the shop.',
    authScopes: { scope: 'shops:write' },
    args: { input: t.arg({ type: ConfirmSkuMappingsInput, required: true, description: 'The mappings.' }) },
    resolve: (_root, { input }, { sync }) =>
      payloadOf<readonly string[], Result>(
        async () =>
          sync.confirmSkuMappings({
            by: input.by,
            suggestionsOf:
              input.suggestionsOf == null ? null : inputIdOf('Shop', ['suggestionsOf'], input.suggestionsOf),
            mappings: input.mappings?.map(({ listingId, skuId }, index) => ({
              listingId: inputIdOf('Listing', ['mappings', String(index), 'listingId'], listingId),
              skuId: skuId == null ? null : inputIdOf('Sku', ['mappings', String(index), 'skuId'], skuId),
            })),
          }),
        shape,
        NONE,
      ),
  }),
  importSkuMappings: t.field({
    type: SkuMappingsPayload,
    description:
      'Takes back a table of skuMappingsCsv: each listing is the SKU whose code stands in sku_code; rows without one change nothing.',
    authScopes: { scope: 'shops:write' },
    args: {
      shopId: t.arg.id({ required: true, description: 'Global id of the shop.' }),
      csv: t.arg.string({
        required: true,
        description: 'Comma-separated values, the names of the columns first.',
      }),
    },
    resolve: (_root, { shopId, csv }, { sync }) =>
      payloadOf<readonly string[], Result>(
        async () => sync.importSkuMappings(inputIdOf('Shop', ['shopId'], shopId), csv),
        shape,
        NONE,
      ),
  }),
}))
