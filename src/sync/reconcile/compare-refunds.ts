import type { Refund } from '../../connectors/marketplace.ts'
import { formatAmount, money } from '../../domain/money.ts'
import type { NewDiscrepancy } from '../../store/reconciliation.ts'
import type { Reread } from '../messages/reread.ts'
import type { Compared } from './compared.ts'

/** Age of changes that the next run may still read, in ms. */
const FRESH_MS = 15 * 60_000

/** Refunds that the marketplace lists for the day, by state and amount. */
export async function compareRefunds(
  { connector, shop, signal, deps }: Reread,
  span: { readonly from: Date; readonly to: Date },
): Promise<Compared> {
  if (!connector.supports.refunds) return { checked: 0, found: [] }
  const theirs = new Map<string, Refund>()
  for await (const { refunds } of connector.refunds(shop, span, signal))
    for (const refund of refunds) theirs.set(refund.externalId, refund)
  const rows = await deps.prisma.marketplaceRefund.findMany({
    where: { shopId: shop.shopId, externalId: { in: [...theirs.keys()] } },
    select: { externalId: true, status: true, amountMinor: true, currency: true },
  })
  const ours = new Map(rows.map((row) => [row.externalId, row]))
  const settled = deps.now().getTime() - FRESH_MS
  const found: NewDiscrepancy[] = []
  for (const [externalId, refund] of theirs) {
    if ((refund.modifiedAt?.getTime() ?? 0) > settled) continue
    const row = ours.get(externalId)
    const here = row ? `${row.status} ${formatAmount(money(row.amountMinor, row.currency))}` : null
    const there = `${refund.status} ${formatAmount(refund.amount)}`
    if (here === there) continue
    found.push({
      kind: 'REFUND',
      reference: `refund ${externalId} of order ${refund.orderId}`,
      ours: here,
      theirs: there,
      suggestedRepair: 'Read the refund from the marketplace again.',
      repair: { kind: 'reread-refund', shopId: shop.shopId, externalId },
    })
  }
  return { checked: theirs.size, found }
}
