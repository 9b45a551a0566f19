import { builder, type Types } from '../builder.ts'
import { inputIdOf, localIdOf, localIds } from '../global-id.ts'
import { mutation, type Payload } from '../mutation.ts'
import { ListingRef } from '../refs.ts'
import { startAt } from '../start-at.ts'
import { LONGEST_TABLE, longest } from '../text-length.ts'

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
    description: 'Values copied by your own field mappings, by name; null when there are none.',
  }),
  suggestions: t.field({
    type: [SkuSuggestion],
    nullable: true,
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
      nullable: true,
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
    nullable: true,
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

/** Beyond that only the number is shown. */
const MOST_SHOWN = 1_000

/** Payload of both mutations that match listings, from the ids of rematched listings. */
const matched = (t: PothosSchemaTypes.ObjectFieldBuilder<Types, Payload<readonly string[]>>) => ({
  changed: t.int({
    description: 'How many listings are matched otherwise now.',
    resolve: ({ result }) => result?.length ?? 0,
  }),
  listings: t.field({
    type: [ListingRef],
    description: 'The first thousand of them.',
    resolve: ({ result }, _args, { prisma }) =>
      prisma.listing.findMany({
        where: { id: { in: (result ?? []).slice(0, MOST_SHOWN) } },
        orderBy: { id: 'asc' },
      }),
  }),
})

mutation('confirmSkuMappings', {
  description:
    'Says which of our SKUs listings are, in bulk: all or nothing. Their stock is pushed to the shop.',
  scope: 'shops:write',
  inputDescription: 'Exactly one of mappings and suggestionsOf.',
  input: (t) => ({
    mappings: t.field({ type: [SkuMappingInput], description: 'At most 1000 at once.' }),
    suggestionsOf: t.id({
      description: 'Global id of a shop: every suggestion that is the only one of its listing is confirmed.',
    }),
    by: t.field({
      type: [SuggestionBasisEnum],
      description: 'With suggestionsOf; both code and barcode when absent.',
    }),
  }),
  run: (input, { sync }) =>
    sync.confirmSkuMappings({
      ...localIds(input, { suggestionsOf: 'Shop' }),
      mappings: input.mappings?.map((mapping, index) =>
        localIds(mapping, { listingId: 'Listing', skuId: 'Sku' }, ['mappings', String(index)]),
      ),
    }),
  payloadDescription: 'What became of the mappings.',
  payload: matched,
})

mutation('importSkuMappings', {
  description:
    'Imports a table of skuMappingsCsv: each listing is the SKU whose code is in sku_code; rows without one change nothing.',
  scope: 'shops:write',
  inputDescription: 'A table of SKU mappings.',
  input: (t) => ({
    shopId: t.id({ required: true, description: 'Global id of the shop.' }),
    csv: t.string({
      required: true,
      description: 'Comma-separated values, the names of the columns first.',
      extensions: longest(LONGEST_TABLE),
    }),
  }),
  run: ({ shopId, csv }, { sync }) => sync.importSkuMappings(inputIdOf('Shop', ['shopId'], shopId), csv),
  payloadDescription: 'What became of the table.',
  payload: matched,
})
