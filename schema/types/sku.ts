import { z } from 'zod'
import { money } from '../../src/domain/money.ts'
import { builder } from '../builder.ts'
import { badInput } from '../errors.ts'
import { localIdOf } from '../global-id.ts'
import { LOCALE_DESCRIPTION, localized } from '../localized.ts'
import { CURRENCY_DESCRIPTION, priceIn } from '../price.ts'
import { MoneyRef } from '../refs.ts'

const MAX_CODES = 100

const Attributes = z.array(
  z.object({
    name: z.string(),
    value: z.string(),
    nameZh: z.string().optional(),
    valueZh: z.string().optional(),
  }),
)
type Attribute = z.infer<typeof Attributes>[number]

const SkuAttribute = builder.objectRef<Attribute>('SkuAttribute').implement({
  description: 'One thing in which the SKUs of a product differ.',
  fields: (t) => ({
    name: t.string({
      description: 'Such as Colour.',
      args: { locale: t.arg.string({ description: LOCALE_DESCRIPTION }) },
      resolve: (attribute, { locale }) =>
        localized({ zh: attribute.nameZh ?? null, en: attribute.name }, locale) ?? '',
    }),
    value: t.string({
      description: 'Such as Red.',
      args: { locale: t.arg.string({ description: LOCALE_DESCRIPTION }) },
      resolve: (attribute, { locale }) =>
        localized({ zh: attribute.valueZh ?? null, en: attribute.value }, locale) ?? '',
    }),
  }),
})

builder.prismaNode('Sku', {
  description: 'Stock keeping unit: the thing that is counted, reserved and sold.',
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Our own code, unique.' }),
    title: t.string({
      description: 'Title in the language asked for.',
      args: { locale: t.arg.string({ description: LOCALE_DESCRIPTION }) },
      resolve: (sku, { locale }) => localized({ zh: sku.titleZh, en: sku.titleEn }, locale),
    }),
    attributes: t.field({
      type: [SkuAttribute],
      description: 'Colour, size and the like.',
      resolve: (sku) => Attributes.parse(sku.attributes),
    }),
    price: t.field({
      type: MoneyRef,
      nullable: true,
      description: 'Price for one piece.',
      args: { currency: t.arg.string({ description: CURRENCY_DESCRIPTION }) },
      resolve: (sku, { currency }, context) =>
        priceIn(money(sku.priceMinor, sku.currency), currency, context),
    }),
    product: t.relation('product', { description: 'The product it belongs to.' }),
    listings: t.relation('listings', { description: 'Where it is sold.', query: { orderBy: { id: 'asc' } } }),
    available: t.int({
      description: 'Pieces that can be promised now, over all warehouses.',
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
    resolve: async (query, _root, { id, code }, { prisma, reads }) => {
      if ((id == null) === (code == null)) throw badInput('id', 'give exactly one of id and code')
      const sku = await prisma.sku.findUnique({
        ...query,
        where: id ? { id: localIdOf('Sku', 'id', id) } : { code: code ?? '' },
      })
      if (sku) reads?.product(sku.productId)
      return sku
    },
  }),
  skus: t.prismaField({
    type: ['Sku'],
    nullable: { list: false, items: true },
    description: `SKUs by code, in the order asked for, null where there is none. At most ${MAX_CODES}.`,
    args: {
      codes: t.arg.stringList({
        required: true,
        description: 'Our own codes.',
        validate: z.array(z.string()).max(MAX_CODES, `takes at most ${MAX_CODES} codes`),
      }),
    },
    resolve: async (query, _root, { codes }, { prisma, reads }) => {
      const skus = await prisma.sku.findMany({ ...query, where: { code: { in: codes } } })
      for (const { productId } of skus) reads?.product(productId)
      const byCode = new Map(skus.map((sku) => [sku.code, sku]))
      return codes.map((code) => byCode.get(code) ?? null)
    },
  }),
}))
