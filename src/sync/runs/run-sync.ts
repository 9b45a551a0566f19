import { NeedsAuthorization, RateLimited, Transient, UpstreamError } from '../../domain/upstream-error.ts'
import { linkedShop } from '../../store/shop-credentials.ts'
import { beginRun, endRun } from '../../store/sync-run.ts'
import { ensureStates, type SyncKind, stateFailed, stateSucceeded } from '../../store/sync-state.ts'
import { transaction } from '../../store/transaction.ts'
import { noteRunEnded } from '../alerts/run-alerts.ts'
import type { SyncDeps } from '../deps.ts'
import { firstDue } from './due.ts'
import { kindsOf } from './kinds.ts'
import { performKind } from './perform-kind.ts'

const SHORTEST_RETRY_MS = 15_000
const UNSCHEDULED_RETRY_MS = 5 * 60_000
const LONGEST_RETRY_MS = 15 * 60_000

export type RunOutcome = 'SUCCEEDED' | 'FAILED' | 'SKIPPED'

/**
 * One run of one kind of one shop, from its beginning to its end on record. A failure of the platform is an outcome;
 * only an interruption is thrown, so that the job comes back. A shop that is not linked is left as it is: its
 * cursors wait for it.
 */
export async function runSync(
  deps: SyncDeps,
  shopId: string,
  kind: SyncKind,
  signal: AbortSignal,
): Promise<RunOutcome> {
  const { prisma, log } = deps
  const shop = await linkedShop(prisma, deps.box, shopId)
  const connector = shop && deps.connectors.get(shop.platform)
  if (!shop || !connector || !kindsOf(connector).includes(kind)) return 'SKIPPED'
  await ensureStates(prisma, shopId, [{ kind, dueAt: firstDue(deps.kinds[kind], deps.now()) }])
  const runId = await beginRun(prisma, { shopId, kind }, deps.now())
  const started = performance.now()
  try {
    await performKind({ deps, runId, shop, kind, connector, signal })
    await transaction(prisma, async (tx) => {
      await stateSucceeded(tx, { shopId, kind }, deps.now())
      await endRun(tx, runId, 'SUCCEEDED', deps.now())
      await noteRunEnded(tx, { shop, kind, failures: 0, failure: null })
    })
    log.info({ shopId, kind, ms: Math.round(performance.now() - started) }, 'synchronised')
    return 'SUCCEEDED'
  } catch (error) {
    if (signal.aborted) {
      await endRun(prisma, runId, 'INTERRUPTED', deps.now(), 'The worker was stopped; the next run goes on.')
      throw error
    }
    const message = messageOf(error)
    log.warn({ shopId, kind, error: message }, 'synchronisation failed')
    await transaction(prisma, async (tx) => {
      await endRun(tx, runId, 'FAILED', deps.now(), message)
      const failures = await stateFailed(tx, { shopId, kind }, message, retryTime(error, deps, kind))
      await noteRunEnded(tx, { shop, kind, failures, failure: { error, message } })
    })
    if (!(error instanceof UpstreamError)) log.error({ err: error, shopId, kind }, 'unexpected')
    return 'FAILED'
  }
}

/** Before the scheduled time for temporary errors, at the scheduled time for the rest. */
function retryTime(error: unknown, deps: SyncDeps, kind: SyncKind): Date | null {
  const after =
    error instanceof RateLimited
      ? error.retryAfterMs
      : error instanceof Transient
        ? (error.retryAfterMs ?? SHORTEST_RETRY_MS)
        : null
  // A kind without a schedule would be retried at once.
  if (after === null || error instanceof NeedsAuthorization)
    return deps.kinds[kind].everySeconds > 0 ? null : new Date(deps.now().getTime() + UNSCHEDULED_RETRY_MS)
  const ms = Math.min(LONGEST_RETRY_MS, Math.max(SHORTEST_RETRY_MS, after))
  return new Date(deps.now().getTime() + ms)
}

/** For operators: the platform's message, or the kind of our own error, which the log explains. */
function messageOf(error: unknown): string {
  if (error instanceof UpstreamError) return `${error.upstream}: ${error.message}`.slice(0, 500)
  return error instanceof Error ? `${error.name}; the log has the details` : 'unknown error'
}
