import { Refused } from '../../domain/user-error.ts'
import { apart } from '../../store/transaction.ts'
import { RowRefused, type RowResult } from '../imports/kind.ts'
import { result } from '../imports/take-over-offer.ts'
import { BadCell } from './columns.ts'
import type { FileRow } from './file-row.ts'
import type { LinePlan } from './line-plan.ts'
import { planLine, refusalOf } from './plan-line.ts'
import { Slice, type SliceOf } from './slice.ts'
import { withTakenPictures } from './taken-pictures.ts'
import { writePlans } from './write-plans.ts'

/**
 * Applies lines in their order. A line with errors fails before it writes, and the others go on. All others are
 * written together. If the database refuses one of them, the lines are done again in halves until the refused one is
 * alone: nothing of it stays.
 */
export async function writeLines(of: SliceOf, lines: readonly FileRow[]): Promise<RowResult[]> {
  try {
    return await apart(of.tx, () => writeTogether(of, lines))
  } catch (error) {
    const [line] = lines
    if (!line || !(error instanceof Refused || error instanceof RowRefused || error instanceof BadCell))
      throw error
    if (lines.length === 1) return [failed(refusalOf(line, error))]
    const half = lines.length >> 1
    const first = await writeLines(of, lines.slice(0, half))
    return [...first, ...(await writeLines(of, lines.slice(half)))]
  }
}

async function writeTogether(of: SliceOf, lines: readonly FileRow[]): Promise<RowResult[]> {
  const slice = await Slice.read(of, lines)
  const results: RowResult[] = []
  const notes: (string | null)[] = []
  const waiting = new Map<number, LinePlan>()
  const flush = async () => {
    const written = await writePlans(slice, [...waiting.values()])
    for (const [at, index] of [...waiting.keys()].entries()) results[index] = written[at] as RowResult
    waiting.clear()
  }
  for (const [index, given] of lines.entries()) {
    const { row: line, note } = await withTakenPictures(slice, given)
    notes[index] = note
    let planned = plannedOf(slice, line)
    if (planned === 'WAITS') {
      await flush()
      await slice.reload(lines.slice(index))
      planned = plannedOf(slice, line)
    }
    if (planned === 'WAITS') throw new Error(`line ${line.line} waits for itself`)
    const done = typeof planned === 'function' ? await planned() : planned
    if ('changes' in done) results[index] = done
    else waiting.set(index, done)
  }
  await flush()
  return results.map((one, index) => ({ ...one, message: one.message ?? notes[index] ?? null }))
}

const plannedOf = (slice: Slice, line: FileRow) => {
  try {
    return planLine(slice, line)
  } catch (error) {
    if (!(error instanceof RowRefused)) throw error
    return failed(error)
  }
}

const failed = ({ code, message }: RowRefused): RowResult => result({ outcome: 'FAILED', code, message })
