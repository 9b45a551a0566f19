import { AUDIT_ORDER, auditEntries, isVisible, seesAll } from '../../src/catalogue/index.ts'
import { textIn } from '../../src/domain/localized-text.ts'
import { type Money, money } from '../../src/domain/money.ts'
import { isWebAddress } from '../../src/domain/web-address.ts'
import { builder } from '../builder.ts'
import { AvailabilityEnum, PlatformEnum, ProductStatusEnum } from '../enums.ts'
import { badInput } from '../errors.ts'
import { localIdOf } from '../global-id.ts'
import { LOCALE_DESCRIPTION, LocalizedTextRef, ownTexts, textsOf } from '../localized.ts'
import { PICTURE, picturesShown } from '../picture.ts'
import { CURRENCY_DESCRIPTION, lowestIn, rangeIn } from '../price.ts'
import {
  AuditEntryConnectionRef,
  AuditEntryEdgeRef,
  CategoryRef,
  ListingRef,
  MediaRef,
  MoneyRef,
  PriceRangeRef,
  SkuRef,
} from '../refs.ts'
import { reachableBy } from '../visible-nodes.ts'

/** The same order everywhere, so that several fields share one query for the SKUs. */
const SKUS_BY_CODE = { code: 'asc' } as const
const PRICES = {
  skus: { orderBy: SKUS_BY_CODE, select: { priceMinor: true, currency: true, status: true } },
} as const

/** Prices of SKUs that are sold. */
function pricesOf(skus: readonly { priceMinor: bigint; currency: string; status: string }[]): Money[] {
  return skus
    .filter(({ status }) => status === 'ACTIVE')
    .map(({ priceMinor, currency }) => money(priceMinor, currency))
}

builder.prismaNode('Product', {
  description: 'Something people buy, with its SKUs (colour, size, …) and where it is sold.',
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  extensions: reachableBy<{ status: string }>((row, { viewer }) => isVisible(row, viewer)),
  fields: (t) => ({
    title: t.string({
      description: 'Title in the language asked for.',
      args: { locale: t.arg.string({ description: LOCALE_DESCRIPTION }) },
      resolve: ({ titleZh: zh, titleEn: en, texts }, { locale }) =>
        textIn({ zh, en, more: textsOf(texts, 'title') }, locale) ?? '',
    }),
    description: t.string({
      nullable: true,
      description: 'Description in the language asked for.',
      args: { locale: t.arg.string({ description: LOCALE_DESCRIPTION }) },
      resolve: ({ descriptionZh: zh, descriptionEn: en, texts }, { locale }) =>
        textIn({ zh, en, more: textsOf(texts, 'description') }, locale),
    }),
    titles: t.field({
      type: [LocalizedTextRef],
      description: 'Its title in every language that has one.',
      resolve: ({ titleZh: zh, titleEn: en, texts }) => ownTexts({ zh, en, more: textsOf(texts, 'title') }),
    }),
    descriptions: t.field({
      type: [LocalizedTextRef],
      description: 'Its description in every language that has one.',
      resolve: ({ descriptionZh: zh, descriptionEn: en, texts }) =>
        ownTexts({ zh, en, more: textsOf(texts, 'description') }),
    }),
    handle: t.exposeString('handle', {
      description: 'Its name in addresses of pages: unique, and the same when titles change.',
    }),
    status: t.expose('status', { type: ProductStatusEnum, description: 'Whether it is on show.' }),
    brand: t.exposeString('brand', {
      nullable: true,
      description: 'Who makes it; null when it is not known.',
    }),
    categories: t.field({
      type: [CategoryRef],
      description: 'Where it is found, the main one first.',
      select: (_args, _context, nestedSelection) => ({
        categories: { orderBy: { position: 'asc' }, select: { category: nestedSelection(true) } },
      }),
      resolve: ({ categories }) =>
        categories.map(({ category }) => category).filter(({ archivedAt }) => archivedAt === null),
    }),
    supplier: t.relation('supplier', {
      nullable: true,
      description: 'Who delivers it; null when it is not known.',
      authScopes: { scope: 'catalog:read-all' },
    }),
    version: t.exposeInt('version', {
      description: 'Grows with each change of it or of its SKUs: give it as `expectedVersion` of a change.',
    }),
    editedFields: t.stringList({
      description: 'Names of fields that a person has set: no import overwrites them. Empty for shoppers.',
      resolve: ({ editedFields }, _args, { viewer }) => (seesAll(viewer) ? editedFields : []),
    }),
    machineTranslated: t.stringList({
      description:
        'Names of fields whose text a translation service made, such as titleEn, until the source or a person says it.',
      resolve: ({ machineTexts }) => Object.keys(machineTexts as object),
    }),
    changes: t.prismaConnection(
      {
        type: 'AuditEntry',
        cursor: 'id',
        description: 'What was changed of it and of its SKUs, the newest first. Empty for shoppers.',
        totalCount: ({ id }, _args, { prisma, viewer }) =>
          prisma.auditEntry.count({ where: auditEntries(viewer, { productId: id }) }),
        resolve: (query, { id }, _args, { prisma, viewer }) =>
          seesAll(viewer)
            ? prisma.auditEntry.findMany({
                ...query,
                where: auditEntries(viewer, { productId: id }),
                orderBy: AUDIT_ORDER,
              })
            : [],
      },
      AuditEntryConnectionRef,
      AuditEntryEdgeRef,
    ),
    images: t.stringList({
      description: 'Addresses of pictures, http or https, the main one first.',
      resolve: ({ images }, _args, { media }) => images.map(media.shown).filter(isWebAddress),
    }),
    media: t.field({
      type: [MediaRef],
      description: 'Its pictures, the main one first; those of single SKUs are theirs.',
      select: { images: true, media: { ...PICTURE, where: { skuId: null } } },
      resolve: ({ images, media: rows }, _args, context) =>
        rows.length > 0
          ? picturesShown(rows, context)
          : images
              .map(context.media.shown)
              .filter(isWebAddress)
              .map((url) => ({ url, alt: null })),
    }),
    price: t.field({
      type: MoneyRef,
      nullable: true,
      description: 'The lowest price of its SKUs; null when it has none.',
      args: { currency: t.arg({ type: 'CurrencyCode', description: CURRENCY_DESCRIPTION }) },
      select: PRICES,
      resolve: ({ skus }, { currency }, context) => lowestIn(pricesOf(skus), currency, context),
    }),
    priceRange: t.field({
      type: PriceRangeRef,
      nullable: true,
      description: 'The lowest and the highest price of its SKUs; null when it has none.',
      args: { currency: t.arg({ type: 'CurrencyCode', description: CURRENCY_DESCRIPTION }) },
      select: PRICES,
      resolve: ({ skus }, { currency }, context) => rangeIn(pricesOf(skus), currency, context),
    }),
    skus: t.field({
      type: [SkuRef],
      description: 'Its SKUs, by code. Archived ones only for viewers who see everything.',
      select: (_args, _context, nestedSelection) => ({ skus: nestedSelection({ orderBy: SKUS_BY_CODE }) }),
      resolve: ({ skus }, _args, { viewer }) => skus.filter((sku) => isVisible(sku, viewer)),
    }),
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
    availability: t.expose('availability', {
      type: AvailabilityEnum,
      description: 'Stock as shoppers see it, over all SKUs and warehouses.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it came into the catalogue.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When its data last changed.' }),
  }),
})

builder.queryField('product', (t) =>
  t.prismaField({
    type: 'Product',
    nullable: true,
    description: 'One product by id or by handle; null when there is none, or none on show.',
    args: {
      id: t.arg.id({ description: 'Global id; exactly one of id and handle.' }),
      handle: t.arg.string({ description: 'Its name in addresses; exactly one of id and handle.' }),
    },
    resolve: async (query, _root, { id, handle }, { prisma, viewer, reads }) => {
      if ((id == null) === (handle == null)) throw badInput('id', 'give exactly one of id and handle')
      const where = id != null ? { id: localIdOf('Product', 'id', id) } : { handle: handle ?? '' }
      if (where.id !== undefined) reads?.product(where.id)
      // Which product has the handle can change with any of them.
      else reads?.catalogue()
      const product = await prisma.product.findUnique({ ...query, where })
      if (product) reads?.product(product.id)
      return product && isVisible(product, viewer) ? product : null
    },
  }),
)
