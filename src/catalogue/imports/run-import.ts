import { randomUUID } from 'node:crypto'
import type { ImportPayload } from '../../domain/feed-event.ts'
import { RateLimited, Transient, UpstreamError } from '../../domain/upstream-error.ts'
import { Refused } from '../../domain/user-error.ts'
import {
  addImportRows,
  closeImportRows,
  delayImportRow,
  dueImportRows,
  endImportWait,
  finishImport,
  finishImportRows,
  forgetImportRows,
  type ImportKind,
  LeaseLost,
  letImportWait,
  nextImportRowAt,
  releaseImport,
  takeImport,
} from '../../store/catalogue-import.ts'
import type { PrismaClient } from '../../store/database.ts'
import { isDatabaseAway } from '../../store/database-away.ts'
import { indexedOnce, indexLater } from '../../store/index-products.ts'
import { appendToOutbox } from '../../store/outbox.ts'
import { againIfTaken, type Tx, transaction } from '../../store/transaction.ts'
import {
  type ImportKindWork,
  ImportRefused,
  type ImportRow,
  RowRefused,
  type RowResult,
  type RowWork,
  type SliceWork,
  type TakenImport,
  type WriteRow,
} from './kind.ts'

export interface ImportRunnerDeps {
  readonly prisma: PrismaClient
  readonly kinds: Readonly<Partial<Record<ImportKind, ImportKindWork>>>
  /** Rows whose reading is under way together. */
  readonly rowsAtOnce: number
  readonly onError: (error: unknown, importId: string, position: number | null) => void
}

/** Rows of one turn: then other imports have theirs. */
const ROWS_A_TURN = 50
/** Slices of one turn, and how long one may take, in ms. */
const SLICES_A_TURN = 10
const SLICE_TIME = { timeout: 30_000 }
/** Least time between two progress events of an import, in ms. Its start and its end always make one. */
const TELL_EVERY_MS = 500
/** Tries of a row whose source does not answer, and the rest after the first of them, in ms. */
const MOST_TRIES = 4
const FIRST_REST_MS = 2_000
/** Longest wait for a source at once, in ms: it may be well again earlier than it said. */
const LONGEST_WAIT_MS = 24 * 3_600_000

/**
 * Works on imports in turn. Any number of workers may do so: a lease in the database says who has which import,
 * and each row is done, marked and counted in one transaction, so that another worker resumes exactly
 * where it stopped.
 */
export function importRunner(deps: ImportRunnerDeps) {
  const { prisma, kinds, rowsAtOnce } = deps
  const worker = randomUUID()
  const toldAt = new Map<string, number>()

  /** One turn of the import that has waited longest. @returns false when there is none */
  async function work(signal: AbortSignal): Promise<boolean> {
    const job = await takeImport(prisma, worker)
    if (!job) return false
    try {
      await turn(job, signal)
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error
    } finally {
      await releaseImport(prisma, job)
    }
    return true
  }

  async function turn(job: TakenImport, signal: AbortSignal): Promise<void> {
    const kind = kinds[job.kind]
    if (!kind) return finish(job, `This process can't do imports of kind ${job.kind}.`)
    await transaction(prisma, (tx) => endImportWait(tx, job))
    try {
      if (job.total === null) await listRows(job, kind, signal)
      await doRows(job, kind, signal)
    } catch (error) {
      if (error instanceof ImportRefused) return finish(job, error.message)
      if (error instanceof UpstreamError && !signal.aborted) return wait(job, error, FIRST_REST_MS * 5)
      throw error
    }
    if (signal.aborted) return
    const next = await nextImportRowAt(prisma, job.id)
    if (next === null) return finish(job, null)
    if (next.getTime() > Date.now()) await waitUntil(job, next, 'a source did not answer')
  }

  async function listRows(job: TakenImport, kind: ImportKindWork, signal: AbortSignal): Promise<void> {
    // Those of a listing that was interrupted: pages may come in another order now.
    await transaction(prisma, (tx) => forgetImportRows(tx, job))
    await kind.listRows?.(job, (rows) => transaction(prisma, (tx) => addImportRows(tx, job, rows)), signal)
    await transaction(prisma, async (tx) => {
      await closeImportRows(tx, job)
      await tell(tx, job.id, true)
    })
  }

  async function doRows(job: TakenImport, { work }: ImportKindWork, signal: AbortSignal): Promise<void> {
    if ('prepareRow' in work) await doEach(job, work, signal)
    else await doSlices(job, work, signal)
  }

  /** Slices in their order, until the turn is over. */
  async function doSlices(job: TakenImport, work: SliceWork, signal: AbortSignal): Promise<void> {
    for (let done = 0; done < SLICES_A_TURN && !signal.aborted; done++) {
      const rows = await dueImportRows(prisma, job.id, work.most)
      if (rows.length === 0) return
      await doSlice(job, work, rows)
    }
  }

  async function doSlice(job: TakenImport, work: SliceWork, rows: readonly ImportRow[]): Promise<void> {
    const write = async (tx: Tx) => {
      const results = await work.writeRows(tx, job, rows)
      return rows.map(({ position }, index) => ({ ...(results[index] ?? failed(null)), position }))
    }
    try {
      await commit(job, write, SLICE_TIME)
    } catch (error) {
      if (error instanceof LeaseLost || error instanceof ImportRefused || isDatabaseAway(error)) throw error
      // One of them met the unexpected: the others go on without it.
      if (rows.length > 1) for (const row of rows) await doSlice(job, work, [row])
      else {
        const [{ position } = { position: 0 }] = rows
        await commit(job, async () => [{ ...failed(error), position }], SLICE_TIME)
        deps.onError(error, job.id, position)
      }
    }
  }

  /** Writes rows, marks and counts them in one transaction; of a dry run only the results. */
  async function commit(
    job: TakenImport,
    write: (tx: Tx) => Promise<(RowResult & { readonly position: number })[]>,
    time: { readonly timeout?: number } = {},
  ): Promise<void> {
    const results = job.dryRun ? await tried(write) : null
    const work = async (tx: Tx) => {
      await finishImportRows(tx, job, results ?? (await indexedOnce(tx, () => write(tx))))
      await tell(tx, job.id, false)
    }
    // The synchronisation of a shop may write the same new listings at the same time.
    await againIfTaken(() => transaction(prisma, work, time))
  }

  /** A few rows at once, until the turn is over or the source wants a pause. */
  async function doEach(job: TakenImport, kind: RowWork, signal: AbortSignal): Promise<void> {
    const rows = await dueImportRows(prisma, job.id, ROWS_A_TURN)
    const waiting = rows[Symbol.iterator]()
    let stopped: unknown = null
    const lane = async () => {
      for (const row of waiting) {
        if (signal.aborted || stopped !== null) return
        try {
          await doRow(job, kind, row, signal)
        } catch (error) {
          stopped ??= error
        }
      }
    }
    await Promise.all(Array.from({ length: rowsAtOnce }, lane))
    if (stopped !== null && !signal.aborted) throw stopped
  }

  async function doRow(job: TakenImport, kind: RowWork, row: ImportRow, signal: AbortSignal): Promise<void> {
    try {
      const write = await kind.prepareRow(job, row, signal)
      await commitRow(job, row, write)
    } catch (error) {
      if (signal.aborted || error instanceof LeaseLost || error instanceof ImportRefused) throw error
      if (error instanceof RateLimited) throw error
      if (error instanceof Transient && row.attempts + 1 < MOST_TRIES)
        return delayImportRow(prisma, job, row.position, FIRST_REST_MS * 4 ** row.attempts, error.message)
      if (!isExpected(error) && isDatabaseAway(error)) throw error
      await commitRow(job, row, async () => failed(error))
      if (!isExpected(error)) deps.onError(error, job.id, row.position)
    }
  }

  const commitRow = (job: TakenImport, { position }: ImportRow, write: WriteRow) =>
    commit(job, async (tx) => {
      const result = await write(tx)
      return [{ ...result, ...(job.dryRun && { productId: null }), position }]
    })

  /** Planned changes. */
  async function tried<Result>(write: (tx: Tx) => Promise<Result>): Promise<Result> {
    let result: { readonly is: Result } | null = null
    try {
      await transaction(
        prisma,
        async (tx) => {
          await indexLater(tx)
          result = { is: await write(tx) }
          throw new RolledBack()
        },
        SLICE_TIME,
      )
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error
    }
    return (result as unknown as { readonly is: Result }).is
  }

  function wait(job: TakenImport, error: UpstreamError, ms: number): Promise<void> {
    const rest = error instanceof RateLimited ? Math.max(1_000, error.retryAfterMs) : ms
    return waitUntil(job, new Date(Date.now() + Math.min(rest, LONGEST_WAIT_MS)), error.message)
  }

  async function waitUntil(job: TakenImport, until: Date, reason: string): Promise<void> {
    await transaction(prisma, async (tx) => {
      await letImportWait(tx, job, until, reason)
      await tell(tx, job.id, true)
    })
  }

  async function finish(job: TakenImport, error: string | null): Promise<void> {
    await transaction(prisma, async (tx) => {
      await finishImport(tx, job, error)
      await tell(tx, job.id, true)
    })
    toldAt.delete(job.id)
  }

  async function tell(tx: Tx, importId: string, always: boolean): Promise<void> {
    const now = Date.now()
    if (!always && now - (toldAt.get(importId) ?? 0) < TELL_EVERY_MS) return
    toldAt.set(importId, now)
    await appendToOutbox(tx, [importChanged(importId)])
  }

  return { work }
}

export const importChanged = (importId: string): ImportPayload => ({
  topic: 'import',
  importId,
  occurredAt: new Date().toISOString(),
})

/** Ends the transaction of a dry run. */
class RolledBack extends Error {}

const isExpected = (error: unknown) =>
  error instanceof RowRefused || error instanceof Refused || error instanceof UpstreamError

function failed(error: unknown): RowResult {
  const none = { outcome: 'FAILED', changes: [], productId: null } as const
  if (error instanceof RowRefused) return { ...none, code: error.code, message: error.message }
  if (error instanceof Refused)
    return { ...none, code: error.errors[0]?.code ?? 'INVALID_INPUT', message: error.message }
  if (error instanceof UpstreamError)
    return { ...none, code: 'UNAVAILABLE', message: `${error.upstream}: ${error.message}` }
  return { ...none, code: 'INTERNAL', message: 'This row met an unexpected error, which is in the log.' }
}
