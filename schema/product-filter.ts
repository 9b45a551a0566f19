import { isVisible, localeOf } from '../src/catalogue/index.ts'
import type { ProductConditions } from '../src/domain/product-list.ts'
import { builder } from './builder.ts'
import type { GraphContext } from './context.ts'
import { AvailabilityEnum, PlatformEnum, ProductStatusEnum } from './enums.ts'
import { badInput, forbidden } from './errors.ts'
import { decodeGlobalId, localIdOf, localIdsOf } from './global-id.ts'
import { PriceFilterRef, priceBounds } from './price-filter.ts'
import { LONGEST_SEARCH, longest } from './text-length.ts'

/** Attributes that one filter names, and values of each. */
const MOST_CONDITIONS = 20
const MOST_CHOICES = 100

const AttributeFilter = builder.inputType('AttributeFilter', {
  description: 'An attribute that a SKU of the product has.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Such as Colour, as `Facet.name` has it.' }),
    values: t.stringList({
      required: true,
      description: `One of these, as \`FacetValue.value\` has them; at most ${MOST_CHOICES}.`,
    }),
  }),
})

export const ProductFilterRef = builder.inputType('ProductFilter', {
  description: 'What the products must be like. All given conditions have to hold.',
  fields: (t) => ({
    search: t.string({
      description: `Words in the titles (of all languages), brands, SKU codes and barcodes, in any order; at most ${LONGEST_SEARCH} characters. A word of letters and digits may be the beginning of one. A word of four letters or more that no product has may have one letter wrong, from eight letters on two.`,
      extensions: longest(LONGEST_SEARCH),
    }),
    platforms: t.field({ type: [PlatformEnum], description: 'Sold on at least one of these.' }),
    categoryIds: t.idList({
      description: 'Global ids of categories: in one of them, or in one below them.',
    }),
    statuses: t.field({
      type: [ProductStatusEnum],
      description:
        'In one of these states; on show when absent. Others than ACTIVE are for those who see all. A product without a SKU to buy is not on show: DRAFT finds it, whatever its own state.',
    }),
    availability: t.field({ type: AvailabilityEnum, description: 'Their stock as shoppers see it.' }),
    lacksTitleIn: t.string({
      description:
        'Without a title in this language (BCP 47, such as "zh"), even if another language is shown instead.',
    }),
    ids: t.idList({ description: 'Global ids of products.', extensions: longest(Number.POSITIVE_INFINITY) }),
    price: t.field({
      type: PriceFilterRef,
      description:
        'Range of the lowest price of its SKUs. A price in a currency without an exchange rate is in no range.',
    }),
    attributes: t.field({
      type: [AttributeFilter],
      description: `For each of these a SKU that has one of its values; at most ${MOST_CONDITIONS}.`,
    }),
  }),
})

export type ProductFilter = typeof ProductFilterRef.$inferInput

/** Ids that are none are left out, as those of products that are gone; when all are, the client has mixed something up. */
function productIdsOf(ids: readonly string[]): string[] {
  const local = ids.flatMap((id) => decodeGlobalId('Product', id) ?? [])
  const [first] = ids
  if (first !== undefined && local.length === 0) localIdOf('Product', 'filter.ids', first)
  return local
}

function knownLocale(tag: string): string {
  const locale = localeOf(tag)
  if (locale === null)
    throw badInput('filter.lacksTitleIn', `takes a BCP 47 language, such as "fr"; got ${JSON.stringify(tag)}`)
  return locale
}

/** Null: all that is on show. @throws GraphQLError BAD_USER_INPUT that names the field, or FORBIDDEN */
export async function conditionsOf(
  filter: ProductFilter | null | undefined,
  context: Pick<GraphContext, 'viewer' | 'loaders'>,
): Promise<ProductConditions | null> {
  if (!filter) return null
  const { viewer } = context
  if (filter.statuses?.some((status) => !isVisible({ status }, viewer))) throw forbidden(viewer)
  const { attributes, price } = filter
  checkLength('filter.attributes', attributes, MOST_CONDITIONS)
  for (const [at, { values }] of (attributes ?? []).entries())
    checkLength(`filter.attributes.${at}.values`, values, MOST_CHOICES)
  return {
    ...filter,
    categoryIds: localIdsOf('Category', 'filter.categoryIds', filter.categoryIds),
    search: filter.search?.trim(),
    ids: filter.ids && productIdsOf(filter.ids),
    lacksTitleIn: filter.lacksTitleIn && knownLocale(filter.lacksTitleIn),
    price: price && (await priceBounds('filter.price', price, context)),
  }
}

function checkLength(argument: string, list: readonly unknown[] | null | undefined, most: number): void {
  if (list && list.length > most) throw badInput(argument, `takes at most ${most}, got ${list.length}`)
}
