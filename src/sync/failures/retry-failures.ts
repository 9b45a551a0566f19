import { z } from 'zod'
import { exactlyOne } from '../../domain/input-schemas.ts'
import { parseInput } from '../../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../../domain/user-error.ts'
import { makeDue } from '../../store/sync-failure.ts'
import { transaction } from '../../store/transaction.ts'
import type { SyncDeps } from '../deps.ts'
import { enqueuePushes } from '../outbound/enqueue-pushes.ts'

const MOST = 1_000

const Input = z
  .object({
    ids: z.array(z.string().min(1)).max(MOST, `takes at most ${MOST} ids`).nullish(),
    shopId: z.string().min(1).nullish(),
  })
  .check(exactlyOne('ids', 'shopId'))

/** Tries open failures again now: those named, or all of a shop. @returns their ids */
export function retryFailures(deps: SyncDeps, input: unknown): Promise<Outcome<string[]>> {
  return outcome(async () => {
    const { ids, shopId } = parseInput(Input, input)
    const due = await transaction(deps.prisma, async (tx) => {
      if (shopId && !(await tx.shop.findUnique({ where: { id: shopId }, select: { id: true } })))
        throw new Refused('NOT_FOUND', ['shopId'], 'There is no such shop.')
      const made = await makeDue(tx, ids ? { ids } : { shopId: shopId ?? '' }, deps.now())
      const missing = ids?.find((id) => !made.some((one) => one.id === id))
      if (missing !== undefined)
        throw new Refused(
          'NOT_FOUND',
          ['ids', String(ids?.indexOf(missing))],
          'There is no such open failure.',
        )
      return made
    })
    for (const shop of new Set(due.map((one) => one.shopId))) await deps.jobs.enqueue('retry', shop)
    await enqueuePushes(deps)
    return due.map((one) => one.id)
  })
}
