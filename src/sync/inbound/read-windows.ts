import type { ModifiedWindow, UnreadableRecord } from '../../connectors/marketplace.ts'
import { type NewFailure, recordFailures, resolveFailures } from '../../store/sync-failure.ts'
import { addToRun } from '../../store/sync-run.ts'
import { moveCursor, type StoredState } from '../../store/sync-state.ts'
import { againIfTaken, isOutOfTime, type Tx, transaction } from '../../store/transaction.ts'
import { maskPersonal } from '../mask.ts'
import { type FailureClass, failureOf, retryAt } from '../runs/failure-class.ts'
import type { RunContext } from '../runs/run-context.ts'
import { readAhead } from './read-ahead.ts'

/** Records that were read, and what could not be understood among them. */
export interface Batch<T> {
  readonly records: readonly T[]
  readonly unreadable: readonly UnreadableRecord[]
  /** When the platform was asked: nothing in the records is newer. */
  readonly readAt: Date
}

/** One kind of record: how it is read and how a chunk of it is written. */
export interface Source<T> {
  read(window: ModifiedWindow | null, signal: AbortSignal): AsyncIterable<Batch<T>>
  idOf(record: T): string
  /** The platform's own record, for the failure. */
  rawOf(record: T): unknown
  /** In one transaction. @returns how many were new or changed */
  write(tx: Tx, records: readonly T[], readAt: Date): Promise<number>
  /** Most records in one transaction. */
  readonly chunk: number
}

export interface WindowRead {
  readonly window: ModifiedWindow | null
  /** New position of the cursor after the whole window; null: there is no cursor. */
  readonly cursor: { readonly state: StoredState; readonly to: Date } | null
  /** Part of the run's work that is done after this window, 0 to 1. */
  readonly progress: number | null
}

interface Chunk<T> {
  readonly records: readonly T[]
  readonly failures: readonly NewFailure[]
  readonly readAt: Date
}

/**
 * Reads one window completely and writes it in chunks; the cursor moves in the transaction of the last chunk. A
 * record that cannot be read or written is set aside and the window goes on; an error that is not the record's
 * fault is thrown, and what was written until then stays: writing it again changes nothing.
 */
export async function readWindow<T>(run: RunContext, source: Source<T>, what: WindowRead): Promise<void> {
  let waiting: Chunk<T> = { records: [], failures: [], readAt: run.deps.now() }
  for await (const batch of readAhead(source.read(what.window, run.signal))) {
    run.signal.throwIfAborted()
    const failures = batch.unreadable.map((record) => unreadable(run, record, what.window))
    for (let start = 0; start < batch.records.length; start += source.chunk) {
      await write(run, source, waiting, null, null)
      waiting = {
        records: batch.records.slice(start, start + source.chunk),
        failures: [],
        readAt: batch.readAt,
      }
    }
    waiting = { ...waiting, failures: [...waiting.failures, ...failures] }
  }
  run.signal.throwIfAborted()
  await write(run, source, waiting, what.cursor, what.progress)
}

async function write<T>(
  run: RunContext,
  source: Source<T>,
  chunk: Chunk<T>,
  cursor: WindowRead['cursor'],
  progress: number | null,
): Promise<void> {
  if (chunk.records.length === 0 && chunk.failures.length === 0 && !cursor) return
  try {
    await inTransaction(run, source, chunk, cursor, progress)
  } catch (error) {
    const count = chunk.records.length
    if (count > 1 && isOutOfTime(error)) {
      // The database is slow just now: write smaller parts, the cursor with the last of them.
      const half = Math.ceil(count / 2)
      await write(run, source, { ...chunk, records: chunk.records.slice(0, half), failures: [] }, null, null)
      await write(run, source, { ...chunk, records: chunk.records.slice(half) }, cursor, progress)
      return
    }
    if (!failureOf(error) || count === 0) throw error
    const bad = await oneByOne(run, source, chunk)
    await inTransaction(
      run,
      source,
      { ...chunk, records: [], failures: [...chunk.failures, ...bad] },
      cursor,
      progress,
    )
  }
}

/** An import or a message may write the same new listings at the same time: no fault of the records. */
function inTransaction<T>(
  { deps, runId, shop, kind }: RunContext,
  source: Source<T>,
  { records, failures, readAt }: Chunk<T>,
  cursor: WindowRead['cursor'],
  progress: number | null,
): Promise<void> {
  const work = async (tx: Tx) => {
    const written = records.length > 0 ? await source.write(tx, records, readAt) : 0
    const target = { shopId: shop.shopId, kind }
    await resolveFailures(tx, target, records.map(source.idOf))
    await recordFailures(tx, target, failures)
    const counts = { read: records.length + failures.length, written, failed: failures.length }
    await addToRun(tx, runId, counts, progress)
    if (cursor) await moveCursor(tx, cursor.state, cursor.to)
  }
  return againIfTaken(() => transaction(deps.prisma, work))
}

/** Finds the records that do not let themselves be written, and writes the others. */
async function oneByOne<T>(run: RunContext, source: Source<T>, chunk: Chunk<T>): Promise<NewFailure[]> {
  const bad: NewFailure[] = []
  for (const record of chunk.records) {
    try {
      await inTransaction(run, source, { records: [record], failures: [], readAt: chunk.readAt }, null, null)
    } catch (error) {
      const failure = failureOf(error)
      if (!failure) throw error
      const externalId = source.idOf(record)
      run.deps.log.warn(
        { shopId: run.shop.shopId, kind: run.kind, externalId, errorClass: failure.class },
        'a record was set aside',
      )
      bad.push(asFailure(run, externalId, failure.class, failure.message, source.rawOf(record)))
    }
  }
  return bad
}

/** A record that does not even tell its id can only be found again with the window that it came in. */
function unreadable(
  run: RunContext,
  { externalId, message, payload }: UnreadableRecord,
  window: ModifiedWindow | null,
): NewFailure {
  return asFailure(run, externalId ?? windowKey(window), 'UNREADABLE', message, payload)
}

function windowKey(window: ModifiedWindow | null): string {
  return window ? `window:${window.from.toISOString()}/${window.to.toISOString()}` : 'window:all'
}

/** The window that a failure's id names; undefined when it names a record. Null: all there is. */
export function windowOf(externalId: string): ModifiedWindow | null | undefined {
  if (!externalId.startsWith('window:')) return undefined
  if (externalId === 'window:all') return null
  const [from = '', to = ''] = externalId.slice('window:'.length).split('/')
  return { from: new Date(from), to: new Date(to) }
}

function asFailure(
  { deps }: RunContext,
  externalId: string,
  errorClass: FailureClass,
  message: string,
  raw: unknown,
): NewFailure {
  return {
    externalId,
    errorClass,
    message: message.slice(0, 500),
    payload: maskPersonal(raw),
    retryAt: (attempts) => retryAt(errorClass, attempts, deps.now()),
  }
}
