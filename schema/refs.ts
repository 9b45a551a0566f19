import { getRefFromModel, type PrismaObjectRef } from '@pothos/plugin-prisma'
import type { Address } from '../src/domain/address.ts'
import type { GoodsRestriction } from '../src/domain/goods-restriction.ts'
import type { Money } from '../src/domain/money.ts'
import type { Facet, FacetValue } from '../src/domain/product-list.ts'
import type { SkuAttribute } from '../src/domain/sku-attribute.ts'
import type { UserError } from '../src/domain/user-error.ts'
import { builder, type SchemaTypes, type Types } from './builder.ts'
import type { FeedGap } from './context.ts'
import type { MarketplaceItem } from './item-shown.ts'

/** Types that others name and that have no table; each is implemented in its own file of `types/`. */
/** Holds nothing of its own: every report is a field of it. */
export const AnalyticsRef = builder.objectRef<object>('Analytics')
export const MoneyRef = builder.objectRef<Money>('Money')
/** Customs data of a SKU. */
export interface CustomsForm {
  readonly hsCode: string | null
  readonly originCountry: string | null
  readonly customsNameEn: string | null
  readonly customsNameZh: string | null
  readonly restrictions: readonly GoodsRestriction[]
}
/** One thing in which the SKUs of a product differ, in the language that it has. */
/** A picture as the graph shows it. */
export interface Picture {
  readonly url: string
  readonly alt: string | null
  /** Pixels. */
  readonly width?: number | null
  readonly height?: number | null
  /** Absent: not a picture of ours. */
  readonly status?: 'WAITING' | 'STORED' | 'FAILED'
  readonly problem?: string | null
}
export const MediaRef = builder.objectRef<Picture>('Media')
/** Any item of a marketplace; in `types/marketplace-item.ts`. */
export const MarketplaceItemRef = builder.objectRef<MarketplaceItem>('MarketplaceItem')
export const PriceRangeRef = builder.objectRef<{ readonly min: Money; readonly max: Money }>('PriceRange')
export const PriceTierRef = builder.objectRef<{ readonly minQuantity: number; readonly price: Money }>(
  'PriceTier',
)
export const AddressRef = builder.objectRef<Address>('Address')
export const FacetRef = builder.objectRef<Facet>('Facet')
export const FacetValueRef = builder.objectRef<FacetValue>('FacetValue')
export const SkuAttributeRef = builder.objectRef<SkuAttribute>('SkuAttribute')
export const UserErrorRef = builder.objectRef<UserError>('UserError')
export const FeedEventRef = builder.interfaceRef<{ readonly cursor: string }>('FeedEvent')
export const FeedGapRef = builder.objectRef<FeedGap>('FeedGap')

/** The object of a model, for fields that give rows they already have. Its fields are in `types/`. */
function modelRef<Name extends keyof SchemaTypes['PrismaTypes'] & string>(name: Name) {
  return getRefFromModel(name, builder) as PrismaObjectRef<Types, SchemaTypes['PrismaTypes'][Name]>
}

const AuditEntryRef = modelRef('AuditEntry')
export const CategoryRef = modelRef('Category')
export const ListingRef = modelRef('Listing')
export const OrderRef = modelRef('Order')
const ProductRef = modelRef('Product')
export const SkuRef = modelRef('Sku')
export const StockLevelRef = modelRef('StockLevel')

/** As the prisma plugin gives it to connections that are made in place. */
const totalCountOf = (page: unknown): number | Promise<number> | null =>
  (page as { totalCount?: () => number | Promise<number> }).totalCount?.() ?? null

/** Shared by the trail of one object and that of all. */
export const AuditEntryEdgeRef = builder.edgeObject({
  type: AuditEntryRef,
  name: 'AuditEntryEdge',
  description: 'A change and its place in the trail.',
})
export const AuditEntryConnectionRef = builder.connectionObject(
  {
    type: AuditEntryRef,
    name: 'AuditEntryConnection',
    description: 'A page of the audit trail.',
    fields: (t) => ({
      totalCount: t.int({
        nullable: true,
        resolve: totalCountOf,
      }),
    }),
  },
  AuditEntryEdgeRef,
)

/** Shared by the catalogue and the products of an import. Its facets are in `types/product-connection.ts`. */
export const ProductEdgeRef = builder.edgeObject({
  type: ProductRef,
  name: 'ProductEdge',
  description: 'A product and its place in the list.',
})
export const ProductConnectionRef = builder.connectionObject(
  {
    type: ProductRef,
    name: 'ProductConnection',
    description: 'A page of products.',
    fields: (t) => ({
      // Every list of products counts.
      totalCount: t.int({ resolve: (page) => totalCountOf(page) ?? 0 }),
    }),
  },
  ProductEdgeRef,
)
