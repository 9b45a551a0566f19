import { Readable } from 'node:stream'
import { v7 } from 'uuid'
import { z } from 'zod'
import { CsvUnreadable, readCsv } from '../../domain/csv/read-csv.ts'
import { exactlyOne, idempotencyKey, localId } from '../../domain/input-schemas.ts'
import { parseInput } from '../../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../../domain/user-error.ts'
import { cancelImport, type ImportKind, insertImportRows } from '../../store/catalogue-import.ts'
import type { Prisma, PrismaClient } from '../../store/database.ts'
import { firstAnswer, idempotent } from '../../store/idempotency.ts'
import { appendToOutbox } from '../../store/outbox.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import { readHeader } from '../file/header.ts'
import { type FileOptions, openTable, type TableFiles } from '../file/import-file.ts'
import type { ItemsOptions } from './import-items.ts'
import type { ListingsOptions } from './import-listings.ts'
import type { NewImportRow } from './kind.ts'
import { refuseUnknown, refuseUnlinked } from './refuse-unknown.ts'
import { importChanged } from './run-import.ts'

export interface StartImportDeps {
  readonly prisma: PrismaClient
  /** References of one import of items at most. */
  readonly mostReferences: number
  /** Called when there is work. */
  readonly onStarted: () => void
}

const LONGEST_REFERENCE = 2_000

const common = {
  publish: z
    .boolean()
    .nullish()
    .transform((publish) => publish ?? false),
  categoryId: localId.nullish(),
  idempotencyKey,
}

const Items = (most: number) =>
  z.object({
    ...common,
    references: z
      .array(
        z
          .string()
          .trim()
          .min(1, 'is empty: give a link, a share text or "PLATFORM:id"')
          .max(LONGEST_REFERENCE, `has to be at most ${LONGEST_REFERENCE} characters`),
      )
      .min(1, 'has to name at least one item')
      .max(most, `takes at most ${most} references: start several imports`),
    priceRuleId: localId.nullish(),
  })

const Listings = z.object({ ...common, shopId: localId, warehouseId: localId.nullish() })

/** Begins an import of items by links, texts or ids. Returns its id. */
export function importItems(deps: StartImportDeps, input: unknown, actor: string): Promise<Outcome<string>> {
  return outcome(async () => {
    const parsed = parseInput(Items(deps.mostReferences), input)
    const { references, publish, categoryId = null, priceRuleId = null } = parsed
    const options: z.input<typeof ItemsOptions> = { publish, categoryId, priceRuleId }
    return begin(
      deps,
      actor,
      { operation: 'importItems', input: parsed, kind: 'ITEMS', options },
      async (tx) => {
        await refuseUnknown(tx, 'category', 'categoryId', categoryId)
        await refuseUnknown(tx, 'priceRule', 'priceRuleId', priceRuleId)
        return references.map((reference, position) => ({ position, reference }))
      },
    )
  })
}

/** Begins an import of everything a linked shop sells. Returns its id. */
export function importListings(
  deps: StartImportDeps,
  input: unknown,
  actor: string,
): Promise<Outcome<string>> {
  return outcome(async () => {
    const parsed = parseInput(Listings, input)
    const { shopId, publish, categoryId = null, warehouseId = null } = parsed
    const options: z.input<typeof ListingsOptions> = { shopId, publish, categoryId, warehouseId }
    return begin(
      deps,
      actor,
      { operation: 'importListings', input: parsed, kind: 'LISTINGS', options },
      async (tx) => {
        await refuseUnlinked(tx, shopId)
        await refuseUnknown(tx, 'category', 'categoryId', categoryId)
        await refuseUnknown(tx, 'warehouse', 'warehouseId', warehouseId)
        return null
      },
    )
  })
}

/** Ends an import early; its finished rows stay. Returns its id. */
export function cancelCatalogueImport({ prisma }: StartImportDeps, id: string): Promise<Outcome<string>> {
  return outcome(() =>
    transaction(prisma, async (tx) => {
      const before = await cancelImport(tx, id)
      if (before === null) throw new Refused('NOT_FOUND', ['id'], 'There is no such import.')
      if (before !== 'RUNNING' && before !== 'CANCELLED')
        throw new Refused('INVALID_TRANSITION', ['id'], `The import is over already: ${before}.`)
      if (before === 'RUNNING') await appendToOutbox(tx, [importChanged(id)])
      return id
    }),
  )
}

const File = z.object({
  source: z
    .object({
      text: z.string().min(1, 'is empty: its first line names the columns').nullish(),
      uploadId: localId.nullish(),
    })
    .check(exactlyOne('text', 'uploadId')),
  dryRun: z
    .boolean()
    .nullish()
    .transform((dryRun) => dryRun ?? false),
  idempotencyKey,
})

/** Starts an import of a table of products and refuses a bad first line at once. Returns its id. */
export function importFile(
  deps: StartImportDeps & { readonly files: TableFiles },
  input: unknown,
  actor: string,
): Promise<Outcome<string>> {
  return outcome(async () => {
    const parsed = parseInput(File, input)
    const asked = { operation: 'importCatalogueCsv', input: parsed, kind: 'CSV' } as const
    const before = await firstAnswer<string>(deps.prisma, { actor, ...asked })
    if (before !== null) return before
    const { text, uploadId } = parsed.source
    const columns = await columnsOfFile(deps.files, text ?? null, uploadId ?? null)
    const kept = text == null ? (uploadId ?? '') : await deps.files.keep(text, actor)
    const options: z.input<typeof FileOptions> = { uploadId: kept, columns: [...columns] }
    return begin(deps, actor, { ...asked, options, dryRun: parsed.dryRun }, async () => null)
  })
}

/** @throws Refused that names every unknown column */
async function columnsOfFile(
  files: TableFiles,
  text: string | null,
  uploadId: string | null,
): Promise<readonly string[]> {
  const field = ['source', text === null ? 'uploadId' : 'text']
  const refuse = (messages: readonly string[], code: 'INVALID_INPUT' | 'NOT_FOUND' = 'INVALID_INPUT') =>
    new Refused(messages.map((message) => ({ code, field, message: `${field.join('.')}: ${message}` })))
  try {
    const table =
      text === null
        ? await openTable(files, uploadId ?? '')
        : await readCsv(async () => Readable.from([Buffer.from(text)]))
    if (!table)
      throw refuse(
        ['There is no complete upload for CATALOGUE_CSV with this id; it is deleted after its import.'],
        'NOT_FOUND',
      )
    await table.lines.return(undefined)
    const { cells } = table.header
    const read = readHeader(cells)
    if ('problems' in read) throw refuse(read.problems)
    return cells
  } catch (error) {
    throw error instanceof CsvUnreadable ? refuse([error.message]) : error
  }
}

/** @param rowsOf all rows, after reading the objects of the input; null: they are listed later */
async function begin(
  { prisma, onStarted }: StartImportDeps,
  actor: string,
  asked: {
    readonly operation: string
    readonly input: { readonly idempotencyKey: string }
    readonly kind: ImportKind
    readonly options: Prisma.InputJsonObject
    readonly dryRun?: boolean
  },
  rowsOf: (tx: Tx) => Promise<readonly NewImportRow[] | null>,
): Promise<string> {
  const { operation, input, kind, options, dryRun = false } = asked
  const id = await transaction(prisma, (tx) =>
    idempotent(tx, { actor, operation, input }, async () => {
      const rows = await rowsOf(tx)
      const { id } = await tx.catalogueImport.create({
        data: { id: v7(), kind, dryRun, options, actor, total: rows?.length ?? null },
        select: { id: true },
      })
      await insertImportRows(tx, id, rows ?? [])
      return id
    }),
  )
  onStarted()
  return id
}
