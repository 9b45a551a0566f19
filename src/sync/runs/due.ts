import type { Platform } from '../../domain/platform.ts'
import {
  dropStates,
  ensureStates,
  type SyncKind,
  shopsWithoutState,
  takeDue,
} from '../../store/sync-state.ts'
import type { SyncDeps } from '../deps.ts'
import { type KindPolicy, kindsOf } from './kinds.ts'

export const syncKey = (shopId: string, kind: SyncKind): string => `${shopId}:${kind}`

/**
 * Queues what is due by now. Called every few seconds by every worker: each due run is given out once. Shops that
 * were linked since the last look get their kinds here, and are read at once.
 */
export async function enqueueDue(deps: SyncDeps): Promise<number> {
  const now = deps.now()
  for (const [platform, connector] of deps.connectors) await adopt(deps, platform, kindsOf(connector), now)
  const due = await takeDue(deps.prisma, now, restSeconds(deps))
  for (const { shopId, kind } of due) await deps.jobs.enqueue('sync', syncKey(shopId, kind), { shopId, kind })
  return due.length
}

async function adopt(
  deps: SyncDeps,
  platform: Platform,
  kinds: readonly SyncKind[],
  now: Date,
): Promise<void> {
  await dropStates(deps.prisma, platform, kinds)
  for (const { id } of await shopsWithoutState(deps.prisma, platform, kinds))
    await ensureStates(
      deps.prisma,
      id,
      kinds.map((kind) => ({ kind, dueAt: firstDue(deps.kinds[kind], now) })),
    )
}

/** First scheduled read of a kind for a new shop; null: never. */
export function firstDue({ everySeconds, restsFirst }: KindPolicy, now: Date): Date | null {
  if (everySeconds === 0) return null
  return restsFirst ? new Date(now.getTime() + everySeconds * 1000) : now
}

function restSeconds({ kinds }: SyncDeps): Record<SyncKind, number> {
  return Object.fromEntries(
    Object.entries(kinds).map(([kind, { everySeconds }]) => [kind, everySeconds]),
  ) as Record<SyncKind, number>
}
