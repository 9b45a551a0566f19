import { attributesOf, type ItemSku, visibleProducts } from '../../src/catalogue/index.ts'
import type { Money } from '../../src/domain/money.ts'
import { UpstreamError } from '../../src/domain/upstream-error.ts'
import { builder } from '../builder.ts'
import { PlatformEnum } from '../enums.ts'
import { badInput, upstreamUnavailable } from '../errors.ts'
import { itemShown, type MarketplaceItem } from '../item-shown.ts'
import { LOCALE_DESCRIPTION } from '../localized.ts'
import { CURRENCY_DESCRIPTION, lowestIn, priceIn, rangeIn } from '../price.ts'
import {
  MarketplaceItemRef,
  MediaRef,
  MoneyRef,
  PriceRangeRef,
  PriceTierRef,
  SkuAttributeRef,
} from '../refs.ts'

builder.objectType(PriceRangeRef, {
  description: 'The lowest and the highest price.',
  fields: (t) => ({
    min: t.expose('min', { type: MoneyRef, description: 'The lowest.' }),
    max: t.expose('max', { type: MoneyRef, description: 'The highest.' }),
  }),
})

builder.objectType(PriceTierRef, {
  description: 'A price that holds from a quantity on.',
  fields: (t) => ({
    minQuantity: t.exposeInt('minQuantity', { description: 'Least quantity for this price, in units.' }),
    price: t.expose('price', { type: MoneyRef, description: 'Price per unit.' }),
  }),
})

/** A choice with what a customer pays for it. */
interface ChoiceShown extends ItemSku {
  readonly asked: Money
}

const ItemSkuRef = builder.objectRef<ChoiceShown>('MarketplaceItemSku').implement({
  description: 'One choice of an item: a colour, a size.',
  fields: (t) => ({
    externalSkuId: t.exposeString('externalSkuId', { description: "The platform's id of the SKU." }),
    attributes: t.field({
      type: [SkuAttributeRef],
      description: 'Colour, size and the like, as the source has them.',
      resolve: (sku) => [...attributesOf(sku.attributes)],
    }),
    price: t.field({
      type: MoneyRef,
      description: 'Unit price for customers.',
      args: { currency: t.arg({ type: 'CurrencyCode', description: CURRENCY_DESCRIPTION }) },
      resolve: ({ asked }, { currency }, context) => priceIn(asked, currency, context),
    }),
    cost: t.field({
      type: MoneyRef,
      nullable: true,
      description: 'Unit price at its source.',
      authScopes: { scope: 'catalog:read-all' },
      resolve: ({ price }) => price,
    }),
    quantity: t.int({
      nullable: true,
      description: 'Units for sale; null when the source does not say.',
      resolve: (sku) => (sku.quantityKnown ? sku.quantity : null),
    }),
    media: t.field({
      type: MediaRef,
      nullable: true,
      description: 'Picture of this choice.',
      resolve: (sku) => (sku.imageUrl === null ? null : { url: sku.imageUrl, alt: null }),
    }),
  }),
})

/** Prices of its choices for customers, the lowest first. */
function pricesOf({ item, prices }: MarketplaceItem): readonly Money[] {
  const choices = item.skus.length > 0 ? item.skus : [{ externalSkuId: '', price: item.price }]
  return choices.map(prices.ofChoice)
}
const byAmount = (a: Money, b: Money) => (a.minor < b.minor ? -1 : a.minor > b.minor ? 1 : 0)

builder.objectType(MarketplaceItemRef, {
  description:
    'Any item of a marketplace, in the catalogue or not, as its platform or a data provider gives it. Texts are the seller’s.',
  fields: (t) => ({
    platform: t.expose('platform', { type: PlatformEnum, description: 'The marketplace.' }),
    externalId: t.string({
      description: "The platform's id of the item.",
      resolve: ({ item }) => item.externalId,
    }),
    url: t.string({ description: 'Page on the marketplace.', resolve: ({ url }) => url }),
    title: t.string({
      description: 'Title in the language asked for, where the source translates.',
      args: { locale: t.arg.string({ description: LOCALE_DESCRIPTION }) },
      resolve: ({ item }, { locale }) => {
        const wanted = (locale ?? 'en').split(/[-_]/)[0]?.toLowerCase()
        return item.titles.find((one) => one.locale === wanted)?.text ?? item.title
      },
    }),
    description: t.string({
      nullable: true,
      description: 'Plain text, without links and pictures.',
      resolve: ({ item }) => item.description,
    }),
    media: t.field({
      type: [MediaRef],
      description: 'Pictures, the main one first.',
      resolve: ({ item }) => item.images.map((url) => ({ url, alt: item.title })),
    }),
    price: t.field({
      type: MoneyRef,
      nullable: true,
      description: 'The lowest unit price for customers.',
      args: { currency: t.arg({ type: 'CurrencyCode', description: CURRENCY_DESCRIPTION }) },
      resolve: (item, { currency }, context) => lowestIn(pricesOf(item), currency, context),
    }),
    cost: t.field({
      type: MoneyRef,
      nullable: true,
      description: 'The lowest unit price at its source.',
      authScopes: { scope: 'catalog:read-all' },
      resolve: ({ item }) => item.skus.map((sku) => sku.price).toSorted(byAmount)[0] ?? item.price,
    }),
    priceRange: t.field({
      type: PriceRangeRef,
      nullable: true,
      description: 'Over its SKUs.',
      args: { currency: t.arg({ type: 'CurrencyCode', description: CURRENCY_DESCRIPTION }) },
      resolve: (item, { currency }, context) => rangeIn(pricesOf(item), currency, context),
    }),
    seller: t.string({
      nullable: true,
      description: 'Name of the seller.',
      resolve: ({ item }) => item.seller,
    }),
    domesticFreight: t.field({
      type: MoneyRef,
      nullable: true,
      description: 'From the seller to an address in China, per unit; null when it is not known.',
      resolve: ({ item }) => item.domesticFreight,
    }),
    minOrderQuantity: t.int({
      description: 'Smallest quantity of one order.',
      resolve: ({ item }) => item.minOrderQuantity,
    }),
    lotSize: t.int({
      nullable: true,
      description: 'Orders are multiples of it; null: any number.',
      resolve: ({ item }) => item.lotSize,
    }),
    priceTiers: t.field({
      type: [PriceTierRef],
      description: 'By rising quantity; empty when one price holds for all.',
      resolve: ({ item, prices }) =>
        item.priceTiers.map(({ minQuantity, price }) => ({ minQuantity, price: prices.ofCost(price) })),
    }),
    weightGrams: t.int({
      nullable: true,
      description: 'Weight per unit, in grams; null when it is not known.',
      resolve: ({ item }) => item.weightGrams,
    }),
    onSale: t.boolean({ description: 'Whether it can be bought there.', resolve: ({ item }) => item.onSale }),
    skus: t.field({
      type: [ItemSkuRef],
      description: 'Its choices; empty when there is only one.',
      resolve: ({ item, prices }) => item.skus.map((sku) => ({ ...sku, asked: prices.ofChoice(sku) })),
    }),
    product: t.prismaField({
      type: 'Product',
      nullable: true,
      description: 'Our product that is sold by this item; null when it is not on show.',
      resolve: (query, { platform, item: { externalId } }, _args, { prisma, viewer }) =>
        prisma.product.findFirst({
          ...query,
          where: {
            skus: { some: { listings: { some: { platform, externalId } } } },
            ...visibleProducts(viewer),
          },
          orderBy: { id: 'asc' },
        }),
    }),
    fetchedAt: t.expose('fetchedAt', { type: 'DateTime', description: 'When the source said so.' }),
    stale: t.exposeBoolean('stale', {
      description: 'True when no source answered just now and this is the last answer.',
    }),
  }),
})

const ID = /^[\w-]{1,40}$/

builder.queryField('marketplaceItem', (t) =>
  t.field({
    type: MarketplaceItemRef,
    nullable: true,
    description:
      'An item of a marketplace by its id, read live or from a reading of the last minutes. Null when there is none. Without a token the number of look-ups a day is limited.',
    args: {
      platform: t.arg({ type: PlatformEnum, required: true, description: 'The marketplace.' }),
      externalId: t.arg.string({ required: true, description: "The platform's id of the item." }),
    },
    resolve: async (_root, { platform, externalId }, { catalog, payer }) => {
      if (!ID.test(externalId))
        throw badInput('externalId', 'takes the id of an item: 1 to 40 digits or letters')
      try {
        const read = await catalog.readItem(platform, externalId, payer)
        return read && (await itemShown(catalog, platform, read))
      } catch (error) {
        throw error instanceof UpstreamError ? upstreamUnavailable(error) : error
      }
    },
  }),
)
