import { availabilityOf } from '../../src/domain/availability.ts'
import { money } from '../../src/domain/money.ts'
import { builder } from '../builder.ts'
import { AvailabilityEnum, PlatformEnum } from '../enums.ts'
import { localIdOf } from '../global-id.ts'
import { LOCALE_DESCRIPTION, localized } from '../localized.ts'
import { CURRENCY_DESCRIPTION, priceIn } from '../price.ts'
import { ListingRef, MoneyRef } from '../refs.ts'

/** The same order everywhere, so that several fields share one query for the SKUs. */
const SKUS_BY_CODE = { code: 'asc' } as const

builder.prismaNode('Product', {
  description: 'Something people buy, with its SKUs (colour, size, …) and where it is sold.',
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    title: t.string({
      description: 'Title in the language asked for.',
      args: { locale: t.arg.string({ description: LOCALE_DESCRIPTION }) },
      resolve: (product, { locale }) => localized({ zh: product.titleZh, en: product.titleEn }, locale),
    }),
    description: t.string({
      nullable: true,
      description: 'Description in the language asked for.',
      args: { locale: t.arg.string({ description: LOCALE_DESCRIPTION }) },
      resolve: (product, { locale }) =>
        localized({ zh: product.descriptionZh, en: product.descriptionEn }, locale),
    }),
    category: t.exposeString('category', {
      nullable: true,
      description: 'Kind of goods, such as tea or ceramics; null when it is not known.',
    }),
    images: t.exposeStringList('images', { description: 'Addresses of pictures, the main one first.' }),
    price: t.field({
      type: MoneyRef,
      nullable: true,
      description: 'The lowest price of its SKUs; null when it has none.',
      args: { currency: t.arg.string({ description: CURRENCY_DESCRIPTION }) },
      select: { skus: { orderBy: SKUS_BY_CODE, select: { priceMinor: true, currency: true } } },
      resolve: ({ skus }, { currency }, context) => {
        const cheapest = skus.reduce<(typeof skus)[number] | null>(
          (best, sku) => (best && best.priceMinor <= sku.priceMinor ? best : sku),
          null,
        )
        return priceIn(cheapest && money(cheapest.priceMinor, cheapest.currency), currency, context)
      },
    }),
    skus: t.relation('skus', { description: 'Its SKUs, by code.', query: { orderBy: SKUS_BY_CODE } }),
    listings: t.field({
      type: [ListingRef],
      description: 'Where its SKUs are sold.',
      args: { platform: t.arg({ type: PlatformEnum, description: 'Only on this marketplace.' }) },
      select: (_args, _context, nestedSelection) => ({
        skus: { orderBy: SKUS_BY_CODE, select: { listings: nestedSelection({ orderBy: { id: 'asc' } }) } },
      }),
      resolve: ({ skus }, { platform }) =>
        skus.flatMap((sku) => sku.listings).filter((listing) => !platform || listing.platform === platform),
    }),
    availability: t.field({
      type: AvailabilityEnum,
      description: 'What a shopper is told, over all SKUs and warehouses.',
      select: {
        skus: {
          orderBy: SKUS_BY_CODE,
          select: { stockLevels: { orderBy: { warehouseId: 'asc' }, select: { available: true } } },
        },
      },
      resolve: ({ skus }) =>
        availabilityOf(skus.flatMap((sku) => sku.stockLevels.map((level) => level.available ?? 0))),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it came into the catalogue.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When its data last changed.' }),
  }),
})

builder.queryField('product', (t) =>
  t.prismaField({
    type: 'Product',
    nullable: true,
    description: 'One product; null when there is none with this id.',
    args: { id: t.arg.id({ required: true, description: 'Global id of the product.' }) },
    resolve: (query, _root, args, { prisma, reads }) => {
      const id = localIdOf('Product', 'id', args.id)
      reads?.product(id)
      return prisma.product.findUnique({ ...query, where: { id } })
    },
  }),
)
