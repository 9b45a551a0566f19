import { getRefFromModel, type PrismaObjectRef } from '@pothos/plugin-prisma'
import type { Money } from '../src/domain/money.ts'
import type { UserError } from '../src/domain/user-error.ts'
import { builder, type SchemaTypes } from './builder.ts'
import type { FeedGap } from './context.ts'

/** Types that others name and that no table stands behind; each is implemented in its own file of `types/`. */
/** Holds nothing of its own: every report is a field of it. */
export const AnalyticsRef = builder.objectRef<object>('Analytics')
export const MoneyRef = builder.objectRef<Money>('Money')
export const UserErrorRef = builder.objectRef<UserError>('UserError')
export const FeedGapRef = builder.objectRef<FeedGap>('FeedGap')

/** The object of a model, for fields that give rows they already have. Its fields stand in `types/`. */
function modelRef<Name extends keyof SchemaTypes['PrismaTypes'] & string>(name: Name) {
  return getRefFromModel(name, builder) as PrismaObjectRef<
    PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>,
    SchemaTypes['PrismaTypes'][Name]
  >
}

export const ListingRef = modelRef('Listing')
export const OrderRef = modelRef('Order')
export const SkuRef = modelRef('Sku')
export const StockLevelRef = modelRef('StockLevel')
