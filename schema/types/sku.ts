import { z } from 'zod'
import { isVisible, seesAll } from '../../src/catalogue/index.ts'
import { textIn } from '../../src/domain/localized-text.ts'
import { money } from '../../src/domain/money.ts'
import { machineAttributes, SkuAttributes } from '../../src/domain/sku-attribute.ts'
import { builder } from '../builder.ts'
import type { GraphContext } from '../context.ts'
import { ProductStatusEnum } from '../enums.ts'
import { badInput, textTooLong } from '../errors.ts'
import { localIdOf } from '../global-id.ts'
import { LOCALE_DESCRIPTION, titlesOf } from '../localized.ts'
import { PICTURE, picturesShown } from '../picture.ts'
import { CURRENCY_DESCRIPTION, priceIn } from '../price.ts'
import { MediaRef, MoneyRef, PriceTierRef, SkuAttributeRef } from '../refs.ts'
import { LONGEST_TEXT, longest } from '../text-length.ts'
import { reachableBy } from '../visible-nodes.ts'

const MAX_CODES = 100

const Tiers = z.array(z.object({ minQuantity: z.int(), minor: z.coerce.bigint(), currency: z.string() }))

/** Whether the viewer may find it by its id or code. */
function isOnShow(
  sku: { readonly status: string; readonly productId: string },
  { viewer, loaders }: Pick<GraphContext, 'viewer' | 'loaders'>,
): boolean | Promise<boolean> {
  return seesAll(viewer) || (isVisible(sku, viewer) && loaders.onShow.load(sku.productId))
}

builder.objectType(SkuAttributeRef, {
  description: 'One thing in which the SKUs of a product differ.',
  fields: (t) => ({
    name: t.string({
      description: 'Such as Colour.',
      args: { locale: t.arg.string({ description: LOCALE_DESCRIPTION }) },
      resolve: (attribute, { locale }) =>
        textIn({ zh: attribute.nameZh ?? null, en: attribute.name, more: attribute.names }, locale) ?? '',
    }),
    value: t.string({
      description: 'Such as Red.',
      args: { locale: t.arg.string({ description: LOCALE_DESCRIPTION }) },
      resolve: (attribute, { locale }) =>
        textIn({ zh: attribute.valueZh ?? null, en: attribute.value, more: attribute.values }, locale) ?? '',
    }),
  }),
})

builder.prismaNode('Sku', {
  description: 'Stock keeping unit: the thing that is counted, reserved and sold.',
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  extensions: reachableBy(isOnShow),
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Our own code, unique.' }),
    title: t.string({
      description: 'Title in the language asked for.',
      args: { locale: t.arg.string({ description: LOCALE_DESCRIPTION }) },
      resolve: ({ titleZh: zh, titleEn: en, titles }, { locale }) =>
        textIn({ zh, en, more: titlesOf(titles) }, locale) ?? '',
    }),
    attributes: t.field({
      type: [SkuAttributeRef],
      description: 'Colour, size and the like.',
      resolve: (sku) => SkuAttributes.parse(sku.attributes),
    }),
    media: t.field({
      type: [MediaRef],
      description: 'Pictures of this SKU alone, the main one first.',
      select: { media: PICTURE },
      resolve: ({ media }, _args, context) => picturesShown(media, context),
    }),
    price: t.field({
      type: MoneyRef,
      nullable: true,
      description: 'Price per unit.',
      args: { currency: t.arg({ type: 'CurrencyCode', description: CURRENCY_DESCRIPTION }) },
      resolve: (sku, { currency }, context) =>
        priceIn(money(sku.priceMinor, sku.currency), currency, context),
    }),
    status: t.expose('status', {
      type: ProductStatusEnum,
      description: 'ACTIVE while it is sold; ARCHIVED when it no longer is.',
    }),
    cost: t.field({
      type: MoneyRef,
      nullable: true,
      description: 'Unit price at its source; null when it is not known.',
      authScopes: { scope: 'catalog:read-all' },
      resolve: ({ costMinor, costCurrency, currency }) =>
        costMinor === null ? null : money(costMinor, costCurrency ?? currency),
    }),
    weightGrams: t.exposeInt('weightGrams', {
      nullable: true,
      description: 'Weight per unit, in grams; null when it is not known.',
    }),
    lotSize: t.exposeInt('lotSize', {
      description: 'Lot size: its supplier sells multiples of this number of units.',
    }),
    priceTiers: t.field({
      type: [PriceTierRef],
      description: 'Prices of its source by quantity, the smallest quantity first. Empty for shoppers.',
      resolve: ({ priceTiers }, _args, { viewer }) =>
        seesAll(viewer)
          ? Tiers.parse(priceTiers).map(({ minQuantity, minor, currency }) => ({
              minQuantity,
              price: money(minor, currency),
            }))
          : [],
    }),
    editedFields: t.stringList({
      description: 'Names of fields that a person has set: no import overwrites them. Empty for shoppers.',
      resolve: ({ editedFields }, _args, { viewer }) => (seesAll(viewer) ? editedFields : []),
    }),
    machineTranslated: t.stringList({
      description:
        'Names of fields whose text a translation service made, such as titleEn or attributes.fr, until the source or a person says it.',
      resolve: ({ machineTexts, attributes }) => [
        ...Object.keys(machineTexts as object),
        ...machineAttributes(SkuAttributes.parse(attributes)),
      ],
    }),
    product: t.relation('product', { description: 'The product it belongs to.' }),
    listings: t.relation('listings', { description: 'Where it is sold.', query: { orderBy: { id: 'asc' } } }),
    barcode: t.exposeString('barcode', {
      nullable: true,
      description: 'EAN or GTIN; null when it has none.',
    }),
    minOrderQuantity: t.exposeInt('minOrderQuantity', {
      description: 'Smallest quantity that its supplier sells.',
    }),
    available: t.int({
      description: 'Units that can be promised now, over all warehouses.',
      select: { stockLevels: { orderBy: { warehouseId: 'asc' }, select: { available: true } } },
      resolve: ({ stockLevels }) => stockLevels.reduce((sum, level) => sum + (level.available ?? 0), 0),
    }),
    stockLevels: t.relation('stockLevels', {
      description: 'Its stock in each warehouse that has or had some.',
      query: { orderBy: { warehouseId: 'asc' } },
    }),
    movements: t.relatedConnection(
      'movements',
      {
        cursor: 'id',
        description: 'Its ledger, the newest first.',
        authScopes: { scope: 'stock:read' },
        totalCount: true,
        query: { orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }] },
      },
      { name: 'StockMovementConnection', description: 'A page of the ledger.' },
      { name: 'StockMovementEdge', description: 'A movement and its place in the list.' },
    ),
  }),
})

builder.queryFields((t) => ({
  sku: t.prismaField({
    type: 'Sku',
    nullable: true,
    description: 'One SKU by id or by code; null when there is none.',
    args: {
      id: t.arg.id({ description: 'Global id; exactly one of id and code.' }),
      code: t.arg.string({ description: 'Our own code; exactly one of id and code.' }),
    },
    resolve: async (query, _root, { id, code }, context) => {
      const { prisma, reads } = context
      if ((id == null) === (code == null)) throw badInput('id', 'give exactly one of id and code')
      const sku = await prisma.sku.findUnique({
        ...query,
        where: id ? { id: localIdOf('Sku', 'id', id) } : { code: code ?? '' },
      })
      if (sku) reads?.product(sku.productId)
      return sku && (await isOnShow(sku, context)) ? sku : null
    },
  }),
  skus: t.prismaField({
    type: ['Sku'],
    nullable: { list: true, items: true },
    description: `SKUs by code, in the order asked for, null where there is none. At most ${MAX_CODES}.`,
    args: {
      codes: t.arg.stringList({
        required: true,
        description: 'Our own codes.',
        // Looked at below: one that is too long costs its own place in the answer.
        extensions: longest(Number.POSITIVE_INFINITY),
        validate: z.array(z.string()).max(MAX_CODES, `takes at most ${MAX_CODES} codes`),
      }),
    },
    resolve: async (query, _root, { codes }, context) => {
      const { prisma, reads } = context
      const isCode = (code: string) => code.length <= LONGEST_TEXT
      const skus = await prisma.sku.findMany({ ...query, where: { code: { in: codes.filter(isCode) } } })
      for (const { productId } of skus) reads?.product(productId)
      const shown = await Promise.all(skus.map((sku) => isOnShow(sku, context)))
      const byCode = new Map(skus.flatMap((sku, at) => (shown[at] ? [[sku.code, sku]] : [])))
      return codes.map((code, at) =>
        isCode(code) ? (byCode.get(code) ?? null) : (textTooLong(`codes.${at}`, code, LONGEST_TEXT) as never),
      )
    },
  }),
}))
