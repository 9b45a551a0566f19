import { joinList } from '../../domain/csv/cells.ts'
import { ownText } from '../../domain/localized-text.ts'
import { formatAmount, money } from '../../domain/money.ts'
import type { Prisma } from '../../store/database.ts'
import { CHANGED_BY_PEOPLE } from '../../store/sku.ts'
import type { Tx } from '../../store/transaction.ts'
import { storedText } from '../texts.ts'
import { attributesCell } from './columns.ts'
import type { Column } from './header.ts'

const PICTURES = {
  orderBy: [{ position: 'asc' }, { id: 'asc' }],
  include: { upload: { select: { sha256: true, contentType: true } } },
} satisfies Prisma.Product$mediaArgs

/** Of a product, what its lines say. */
export const PRODUCT = {
  id: true,
  handle: true,
  titleZh: true,
  titleEn: true,
  descriptionZh: true,
  descriptionEn: true,
  texts: true,
  brand: true,
  status: true,
  supplier: { select: { key: true, name: true } },
  categories: { orderBy: { position: 'asc' }, select: { category: { select: { slug: true } } } },
  media: PICTURES,
} satisfies Prisma.ProductSelect

/** Of a SKU. */
export const SKU = {
  ...CHANGED_BY_PEOPLE,
  status: true,
  stockLevels: { select: { onHand: true, warehouse: { select: { code: true } } } },
} satisfies Prisma.SkuSelect

export type ProductState = Prisma.ProductGetPayload<{ select: typeof PRODUCT }>
export type SkuState = Prisma.SkuGetPayload<{ select: typeof SKU }>
export type Picture = ProductState['media'][number]

/** Address of a picture in a file: one that another gateway can fetch. */
export type ShownAt = (picture: Picture) => string | null

const pictures = (all: readonly Picture[], skuId: string | null, shownAt: ShownAt) =>
  all
    .filter((one) => one.skuId === skuId)
    .flatMap((one) => shownAt(one) ?? [])
    .join(' ')

/** The cell of a product's column; '' where it has nothing. */
export function productCell(product: ProductState, { kind, part }: Column, shownAt: ShownAt): string {
  switch (kind.name) {
    case 'handle':
      return product.handle
    case 'title':
    case 'description':
      return storedText(product, kind.name, part) ?? ''
    case 'brand':
      return product.brand ?? ''
    case 'status':
      return product.status
    case 'categories':
      return joinList(product.categories.map(({ category }) => category.slug))
    case 'supplier':
      return product.supplier?.key ?? ''
    case 'supplier_name':
      return product.supplier?.name ?? ''
    case 'pictures':
      return pictures(product.media, null, shownAt)
    default:
      return ''
  }
}

/** The cell of a SKU's column; '' where it has nothing. */
export function skuCell(
  sku: SkuState,
  product: Pick<ProductState, 'media'>,
  { kind, part }: Column,
  shownAt: ShownAt,
): string {
  switch (kind.name) {
    case 'sku':
      return sku.code
    case 'sku_title':
      return (
        ownText({ zh: sku.titleZh, en: sku.titleEn, more: sku.titles as Record<string, string> }, part) ?? ''
      )
    case 'attributes':
      return attributesCell(sku.attributes as { name: string; value: string }[])
    case 'price':
      return formatAmount(money(sku.priceMinor, sku.currency))
    case 'currency':
      return sku.currency
    case 'weight_grams':
      return String(sku.weightGrams ?? '')
    case 'barcode':
      return sku.barcode ?? ''
    case 'min_order_quantity':
      return String(sku.minOrderQuantity)
    case 'buy_to_order':
      return sku.buyToOrder ? 'yes' : 'no'
    case 'hs_code':
      return sku.hsCode ?? ''
    case 'origin_country':
      return sku.originCountry ?? ''
    case 'customs_name_en':
      return sku.customsNameEn ?? ''
    case 'customs_name_zh':
      return sku.customsNameZh ?? ''
    case 'restrictions':
      return joinList([...sku.restrictions].sort())
    case 'sku_pictures':
      return pictures(product.media, sku.id, shownAt)
    case 'sku_status':
      return sku.status
    case 'opening_stock':
      return String(sku.stockLevels.find(({ warehouse }) => warehouse.code === part)?.onHand ?? '')
    default:
      return ''
  }
}

export interface CategoryState {
  readonly id: string
  readonly slug: string
  readonly nameZh: string | null
  readonly nameEn: string | null
  readonly names: unknown
  readonly parentId: string | null
  readonly archivedAt: Date | null
}

export function categoryCell(
  category: CategoryState,
  { kind, part }: Column,
  slugOf: (id: string) => string | undefined,
): string {
  switch (kind.name) {
    case 'category':
      return category.slug
    case 'category_name':
      return (
        ownText(
          { zh: category.nameZh, en: category.nameEn, more: category.names as Record<string, string> },
          part,
        ) ?? ''
      )
    case 'category_parent':
      return (category.parentId !== null && slugOf(category.parentId)) || ''
    default:
      return ''
  }
}

export const readCategories = (tx: Pick<Tx, 'category'>): Promise<CategoryState[]> =>
  tx.category.findMany({
    select: {
      id: true,
      slug: true,
      nameZh: true,
      nameEn: true,
      names: true,
      parentId: true,
      archivedAt: true,
    },
  })
