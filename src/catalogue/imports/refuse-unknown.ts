import { Refused } from '../../domain/user-error.ts'
import type { Tx } from '../../store/transaction.ts'

const NAMES = { category: 'category', priceRule: 'price rule', warehouse: 'warehouse' } as const

/** @throws Refused NOT_FOUND when the input names a category, rule or warehouse that does not exist, or is archived */
export async function refuseUnknown(
  tx: Tx,
  model: keyof typeof NAMES,
  field: string,
  id: string | null | undefined,
): Promise<void> {
  if (id == null) return
  const where = { id, archivedAt: null }
  const found =
    model === 'category'
      ? await tx.category.count({ where })
      : model === 'priceRule'
        ? await tx.priceRule.count({ where })
        : await tx.warehouse.count({ where })
  if (found === 0) throw new Refused('NOT_FOUND', [field], `There is no such ${NAMES[model]}.`)
}

/** @throws Refused NOT_FOUND, or INVALID_TRANSITION for a shop that is not linked */
export async function refuseUnlinked(tx: Tx, shopId: string, field = 'shopId'): Promise<void> {
  const shop = await tx.shop.findUnique({ where: { id: shopId }, select: { name: true, status: true } })
  if (!shop) throw new Refused('NOT_FOUND', [field], 'There is no such shop.')
  if (shop.status !== 'LINKED')
    throw new Refused('INVALID_TRANSITION', [field], `${shop.name} is not linked: it is ${shop.status}.`)
}
