import type { ProductConditions } from '../src/domain/product-list.ts'
import type { GraphContext } from './context.ts'

type Find = (context: Pick<GraphContext, 'prisma'>) => Promise<ProductConditions>

const found = new WeakMap<object, Find>()

/** Names what a page is of, where its arguments do not say it: its facets count over that. */
export function setListConditions<Page>(page: Page, find: Find): Page {
  if (typeof page === 'object' && page !== null) found.set(page, find)
  return page
}

/** Undefined: as the arguments of the page say. */
export const listConditionsOf = (
  page: object,
  context: Pick<GraphContext, 'prisma'>,
): Promise<ProductConditions> | undefined => found.get(page)?.(context)
