import { z } from 'zod'
import { type CsvTable, CsvUnreadable, readCsv } from '../../domain/csv/read-csv.ts'
import type { PrismaClient } from '../../store/database.ts'
import { linesThatMade, markClashes, markFirstLines } from '../../store/file-line.ts'
import type { Tx } from '../../store/transaction.ts'
import {
  type ImportKindWork,
  ImportRefused,
  type ImportRow,
  type NewImportRow,
  type RowResult,
  type TakenImport,
} from '../imports/kind.ts'
import { slugFor } from './category-tree.ts'
import { type FileRow, fileRow, type Payload, payloadOf } from './file-row.ts'
import { type Column, readHeader } from './header.ts'
import type { FileDeps } from './slice.ts'
import { writeLines } from './write-lines.ts'

/** Files of tables, which the media store keeps. */
export interface TableFiles {
  /** The bytes of an upload for a catalogue; null: there is none, or they are gone. */
  readonly open: (uploadId: string) => Promise<AsyncIterable<Uint8Array> | null>
  /** Keeps a text as an upload of somebody. @returns its id */
  readonly keep: (text: string, owner: string) => Promise<string>
}

export interface ImportFileWork extends FileDeps {
  readonly prisma: PrismaClient
  readonly files: TableFiles
}

export const FileOptions = z.object({
  uploadId: z.string(),
  /** As the first line has them. */
  columns: z.array(z.string()),
})

/** Lines that are listed, and that are done, in one transaction. */
const LISTED_AT_ONCE = 500
const DONE_AT_ONCE = 250
const MOST_LINES = 500_000

export async function openTable(files: TableFiles, uploadId: string): Promise<CsvTable | null> {
  let opened = await files.open(uploadId)
  if (!opened) return null
  // The table is read twice.
  return readCsv(async () => {
    const file = opened ?? (await files.open(uploadId))
    opened = null
    if (!file) throw new CsvUnreadable('The file was deleted while it was read.')
    return file
  })
}

/** Rows are the lines of a file, in their order: those of a product build on the lines above them. */
export function importFileWork(deps: ImportFileWork): ImportKindWork {
  const { prisma, files } = deps
  return {
    async listRows(job, add, signal) {
      try {
        await list(job, add, signal)
      } catch (error) {
        throw error instanceof CsvUnreadable ? new ImportRefused(error.message) : error
      }
    },

    work: {
      most: DONE_AT_ONCE,
      async writeRows(tx, job, rows) {
        const columns = columnsOf(job).filter((column) => column !== null)
        const lines = rows.map(fileRow)
        const by = { actor: job.actor, source: 'FILE' } as const
        const before = job.dryRun ? await linesBefore(tx, job, lines) : []
        const of = { tx, deps, columns, by, made: new Set<string>() }
        await writeLines(of, before)
        const results = await writeLines(of, lines)
        // Objects that a dry run created are gone at its end.
        return job.dryRun ? results.map((one) => withoutMade(of.made, one)) : results
      },
    },
  }

  async function list(
    job: TakenImport,
    add: (rows: readonly NewImportRow[]) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const { uploadId } = FileOptions.parse(job.options)
    const table = await openTable(files, uploadId)
    if (!table) throw new ImportRefused('The file is not there any more: upload it again.')
    const columns = columnsOf(job)
    const categories = new Map<string, number>()
    let position = 0
    let batch: NewImportRow[] = []
    for await (const { line, cells } of table.lines) {
      signal.throwIfAborted()
      if (position >= MOST_LINES) throw new ImportRefused(`A file has at most ${MOST_LINES} lines.`)
      const { reference = `line ${line}`, ...payload } = payloadOf(cells, columns)
      if (payload.category) categories.set(payload.category, position)
      const needs = job.dryRun ? categoriesIn(payload, categories) : []
      batch.push({
        position,
        line,
        reference: reference.slice(0, 200),
        payload: { ...payload, ...(needs.length > 0 && { needs }) },
      })
      position++
      if (batch.length < LISTED_AT_ONCE) continue
      await add(await withProducts(batch))
      batch = []
    }
    await add(await withProducts(batch))
    const ofProduct = columns.filter((one) => one?.kind.about === 'product')
    await markClashes(
      prisma,
      job.id,
      'product',
      ofProduct.flatMap((one) => one?.name ?? []),
    )
    await markClashes(prisma, job.id, 'sku', null)
    await markClashes(prisma, job.id, 'category', null)
    if (job.dryRun) await markFirstLines(prisma, job.id)
  }

  /** Lines that name a SKU alone are about its product too. */
  async function withProducts(rows: readonly NewImportRow[]): Promise<NewImportRow[]> {
    const codes = rows.flatMap(({ payload }) => {
      const { sku, product } = payload as Payload
      return sku && !product ? [sku] : []
    })
    const skus = await prisma.sku.findMany({
      where: { code: { in: codes } },
      select: { code: true, product: { select: { handle: true } } },
    })
    const handles = new Map(skus.map(({ code, product }) => [code, product.handle]))
    return rows.map((row) => {
      const payload = row.payload as Payload
      const product = payload.product ?? handles.get(payload.sku ?? '')
      return { ...row, payload: { ...payload, ...(product && { product }) } }
    })
  }

  /** Of a dry run, lines above whose doing was undone, and which these build on. */
  async function linesBefore(tx: Tx, job: TakenImport, lines: readonly FileRow[]): Promise<FileRow[]> {
    const wanted = new Set(
      lines.flatMap(({ first, needs = [] }) => [...needs, ...(first === undefined ? [] : [first])]),
    )
    for (const { position } of lines) wanted.delete(position)
    if (wanted.size === 0) return []
    const rows = await linesThatMade(tx, job.id, [...wanted])
    const more = rows.map((row) => fileRow(row as ImportRow))
    const further = more.filter(({ needs }) => needs?.some((one) => !wanted.has(one)))
    const above = further.length > 0 ? await linesBefore(tx, job, further) : []
    return [...above, ...more]
  }
}

function columnsOf({ options }: TakenImport): readonly (Column | null)[] {
  const read = readHeader(FileOptions.parse(options).columns)
  if ('problems' in read) throw new ImportRefused(read.problems.join(' '))
  return read.columns
}

const withoutMade = (made: ReadonlySet<string>, row: RowResult): RowResult =>
  row.productId !== null && made.has(row.productId) ? { ...row, productId: null } : row

function categoriesIn({ cells, category }: Payload, made: ReadonlyMap<string, number>): number[] {
  const named = [cells.category_parent, ...(cells.categories ?? '').split(/[;>\n]/)]
  return named.flatMap((name) => {
    const slug = slugFor(name?.trim() ?? '')
    const position = slug === category ? undefined : made.get(slug)
    return position === undefined ? [] : [position]
  })
}
