import type { SyncAlertKind } from '../../domain/sync-words.ts'
import { openSyncAlert, resolveSyncAlert } from '../../store/sync-alert.ts'
import { openFailureCounts, scheduledStates, waitingMessages } from '../../store/sync-watch.ts'
import { transaction } from '../../store/transaction.ts'
import type { SyncDeps } from '../deps.ts'

/** Nothing stands still before this, however often it should run. */
const LEAST_SECONDS = 15 * 60
const MESSAGES_MS = 15 * 60_000
/** Records set aside that open an alert. */
const MANY_FAILURES = 100

interface Finding {
  readonly shopId: string | null
  readonly kind: SyncAlertKind
  readonly dedupeKey: string
  readonly message: string
  readonly wrong: boolean
}

/**
 * Looks for problems that raise no error: synchronisations that stall, records that pile up, messages that
 * no worker handles. Each is reported once, and when it is over. Every worker calls it every minute.
 */
export async function watchSync(deps: SyncDeps): Promise<void> {
  const findings = [...(await standing(deps)), ...(await failures(deps)), ...(await messages(deps))]
  const open = await deps.prisma.syncAlertRow.findMany({
    where: { resolvedAt: null },
    select: { dedupeKey: true },
  })
  const told = new Set(open.map((alert) => alert.dedupeKey))
  for (const { wrong, ...alert } of findings) {
    if (wrong === told.has(alert.dedupeKey)) continue
    await transaction(deps.prisma, async (tx) => {
      if (wrong) await openSyncAlert(tx, alert)
      else await resolveSyncAlert(tx, alert.dedupeKey)
    })
  }
}

async function standing({ prisma, kinds, now }: SyncDeps): Promise<Finding[]> {
  const defaults = Object.fromEntries(
    Object.entries(kinds).map(([kind, { everySeconds }]) => [kind, everySeconds]),
  )
  const states = await scheduledStates(prisma, now(), defaults, LEAST_SECONDS)
  return states.map(({ shopId, name, kind, since, still }) => ({
    shopId,
    kind: 'CURSOR_STANDS_STILL',
    dedupeKey: `still:${shopId}:${kind}`,
    message: `${kind} of ${name} has not come further since ${since.toISOString()}.`,
    wrong: still,
  }))
}

async function failures({ prisma }: SyncDeps): Promise<Finding[]> {
  return (await openFailureCounts(prisma)).map(({ shopId, name, open }) => ({
    shopId,
    kind: 'FAILED_RECORDS',
    dedupeKey: `failures:${shopId}`,
    message: `${open} records of ${name} are set aside: something is wrong with more than single ones.`,
    wrong: open >= MANY_FAILURES,
  }))
}

async function messages({ prisma, now }: SyncDeps): Promise<Finding[]> {
  return (await waitingMessages(prisma)).map(({ source, since }) => ({
    shopId: null,
    kind: 'MESSAGES_WAIT',
    dedupeKey: `messages:${source}`,
    message: `Messages of ${source} wait since ${since?.toISOString() ?? ''}.`,
    wrong: since !== null && now().getTime() - since.getTime() > MESSAGES_MS,
  }))
}
