import { type Outcome, outcome, Refused } from '../../domain/user-error.ts'
import { queueRun } from '../../store/sync-run.ts'
import type { SyncKind } from '../../store/sync-state.ts'
import type { SyncDeps } from '../deps.ts'
import { syncKey } from './due.ts'
import { kindsOf } from './kinds.ts'

/** Begins a run now instead of at its next time. @returns the run's id: the one that is under way, or a new one */
export function triggerSync(deps: SyncDeps, shopId: string, kind: SyncKind): Promise<Outcome<string>> {
  return outcome(async () => {
    await syncedShop(deps, shopId, kind)
    const runId = await queueRun(deps.prisma, { shopId, kind })
    await deps.jobs.enqueue('sync', syncKey(shopId, kind), { shopId, kind })
    return runId
  })
}

/** @throws Refused when there is no such shop, it is not linked, or its platform does not offer the kind */
export async function syncedShop(deps: SyncDeps, shopId: string, kind: SyncKind | null): Promise<void> {
  const shop = await deps.prisma.shop.findUnique({
    where: { id: shopId },
    select: { platform: true, status: true },
  })
  if (!shop) throw new Refused('NOT_FOUND', ['shopId'], 'There is no such shop.')
  if (shop.status !== 'LINKED')
    throw new Refused(
      'INVALID_TRANSITION',
      ['shopId'],
      `The shop is not linked (${shop.status}): link it first.`,
    )
  const connector = deps.connectors.get(shop.platform)
  if (!connector) throw new Refused('INVALID_INPUT', ['shopId'], `${shop.platform} is not set up here.`)
  if (kind !== null && !kindsOf(connector).includes(kind))
    throw new Refused('INVALID_INPUT', ['kind'], `${shop.platform} does not offer ${kind}.`)
}
