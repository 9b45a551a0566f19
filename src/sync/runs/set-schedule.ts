import { z } from 'zod'
import { parseInput } from '../../domain/parse-input.ts'
import { type Outcome, outcome } from '../../domain/user-error.ts'
import type { SyncKind } from '../../store/sync-state.ts'
import type { SyncDeps } from '../deps.ts'
import { KINDS } from './kinds.ts'
import { syncedShop } from './trigger-sync.ts'

const DAY_SECONDS = 86_400

const Input = z.object({
  shopId: z.string().min(1),
  kind: z.enum(Object.keys(KINDS) as [SyncKind, ...SyncKind[]]),
  everySeconds: z
    .int({ error: 'has to be a whole number of seconds' })
    .refine(
      (seconds) => seconds === 0 || (seconds >= 10 && seconds <= 7 * DAY_SECONDS),
      'has to be 0 (never by itself) or from 10 seconds to 7 days',
    )
    .nullish(),
})

/** How often a kind of a shop is synchronised; null is the kind's default, 0 is only when asked for. */
export function setSyncSchedule(
  deps: SyncDeps,
  input: unknown,
): Promise<Outcome<{ shopId: string; kind: SyncKind }>> {
  return outcome(async () => {
    const { shopId, kind, everySeconds = null } = parseInput(Input, input)
    await syncedShop(deps, shopId, kind)
    const rest = everySeconds ?? deps.kinds[kind].everySeconds
    const nextDueAt = rest === 0 ? null : new Date(deps.now().getTime() + rest * 1000)
    await deps.prisma.syncState.upsert({
      where: { shopId_kind: { shopId, kind } },
      create: { shopId, kind, everySeconds, nextDueAt },
      update: { everySeconds, nextDueAt },
    })
    return { shopId, kind }
  })
}
