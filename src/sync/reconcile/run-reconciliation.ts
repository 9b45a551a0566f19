import { dayBefore, shopDayOf, spanOfDay } from '../../domain/shop-day.ts'
import { type Outcome, outcome, Refused } from '../../domain/user-error.ts'
import { beginDaily, beginReconciliation } from '../../store/reconciliation.ts'
import type { SyncDeps } from '../deps.ts'
import { syncedShop } from '../runs/trigger-sync.ts'

/** Marketplaces keep lists of three months. */
const OLDEST_MS = 89 * 86_400_000
/** The daily comparison is made at this hour of the shop's day, when the platforms are quiet. */
const HOUR = 4

/** Compares one day of a shop now; yesterday when none is named. @returns the comparison's id */
export function runReconciliation(
  deps: SyncDeps,
  shopId: string,
  asked: string | null,
): Promise<Outcome<string>> {
  return outcome(async () => {
    const now = deps.now()
    const day = asked ?? dayBefore(now)
    const span = spanOfDay(day)
    if (!span) throw new Refused('INVALID_INPUT', ['day'], 'day: has to be a day such as 2026-03-01')
    if (span.from > now || span.from.getTime() < now.getTime() - OLDEST_MS)
      throw new Refused('INVALID_INPUT', ['day'], 'day: has to lie within the last 89 days')
    await syncedShop(deps, shopId, null)
    const id = await beginReconciliation(deps.prisma, shopId, day)
    await deps.jobs.enqueue('reconcile', `${shopId}:${day}`, { id, shopId, day })
    return id
  })
}

/** Begins the daily comparison of every linked shop, once a day, after the fourth hour of its day. */
export async function enqueueDaily(deps: SyncDeps): Promise<number> {
  const now = deps.now()
  const hourThere = new Date(now.getTime() + 8 * 3600_000).getUTCHours()
  if (hourThere < HOUR) return 0
  const day = dayBefore(now)
  const shops = await deps.prisma.shop.findMany({
    where: {
      status: 'LINKED',
      platform: { in: [...deps.connectors.keys()] },
      reconciliations: { none: { day, finishedAt: { not: null } } },
      // A shop that was linked today has no yesterday here.
      createdAt: { lt: spanOfDay(shopDayOf(now))?.from ?? now },
    },
    select: { id: true },
  })
  let begun = 0
  for (const { id: shopId } of shops) {
    const id = await beginDaily(deps.prisma, shopId, day)
    if (id && (await deps.jobs.enqueue('reconcile', `${shopId}:${day}`, { id, shopId, day }))) begun += 1
  }
  return begun
}
