import { actorOf } from '../../src/domain/viewer.ts'
import { changedRow } from '../changed-row.ts'
import { localIds } from '../global-id.ts'
import { IDEMPOTENCY_KEY } from '../idempotency-key.ts'
import { mutation } from '../mutation.ts'
import { LONGEST_ADDRESS, longest } from '../text-length.ts'

mutation('importItems', {
  description:
    'Takes items of marketplaces over into the catalogue, in the background: each becomes a product with its SKUs and listings. The same item again changes only what its source has changed and no person has set.',
  scope: 'catalog:write',
  inputDescription: 'Which items become products.',
  input: (t) => ({
    references: t.stringList({
      required: true,
      description: `Links, short links, share texts, links of other agents, or "PLATFORM:id"; up to 1,000, each of ${LONGEST_ADDRESS} characters.`,
      extensions: longest(LONGEST_ADDRESS),
    }),
    publish: t.boolean({ description: 'True: they are on show at once. Else new ones are DRAFT.' }),
    categoryId: t.id({ description: 'Global id of a category that they join.' }),
    priceRuleId: t.id({
      description: 'Global id of the rule that prices them, where it is not the usual one.',
    }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
  run: (input, { catalog, viewer }) =>
    catalog.importItems(
      localIds(input, { categoryId: 'Category', priceRuleId: 'PriceRule' }),
      actorOf(viewer),
    ),
  payloadDescription: 'The import that has begun.',
  payload: (t) => ({
    catalogueImport: t.prismaField(changedRow('CatalogueImport', 'The import; null when it was refused.')),
  }),
})

mutation('importListings', {
  description:
    'Imports everything that a linked shop sells into the catalogue, in the background. Listings that match nothing become products; matched ones stay as they are.',
  scope: 'catalog:write',
  inputDescription: 'Which shop to import, and how.',
  input: (t) => ({
    shopId: t.id({ required: true, description: 'Global id of the shop.' }),
    publish: t.boolean({ description: 'True: they are on show at once. Else they are DRAFT.' }),
    categoryId: t.id({ description: 'Global id of a category that they join.' }),
    warehouseId: t.id({
      description:
        "Global id of the warehouse whose opening stock the shop's quantities become. Absent: its goods are bought to order.",
    }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
  run: (input, { catalog, viewer }) =>
    catalog.importListings(
      localIds(input, { shopId: 'Shop', categoryId: 'Category', warehouseId: 'Warehouse' }),
      actorOf(viewer),
    ),
  payloadDescription: 'The import that has begun.',
  payload: (t) => ({
    catalogueImport: t.prismaField(changedRow('CatalogueImport', 'The import; null when it was refused.')),
  }),
})
