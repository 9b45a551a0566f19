import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { stringify } from 'csv-stringify/sync'
import { type AskOptions, askGateway } from './ask.ts'
import { cataloguePages } from './catalogue-pages.ts'
import { ExportError, type Options } from './options.ts'
import type { Pages } from './pages.ts'
import { AFTER, type Plan, planOf } from './plan.ts'
import { cellAt, pageIn } from './rows.ts'

export interface Reporter {
  /** `total` null: the query does not ask for it. */
  begin(total: number | null): void
  at(rows: number): void
  wait(seconds: number, why: string): void
}

export interface Exported {
  readonly rows: number
  readonly pages: number
}

/** An export that stopped on its way: the cursor after the last page that was written. */
export class Interrupted extends Error {
  readonly after: string | null
  readonly rows: number

  constructor(cause: unknown, after: string | null, rows: number) {
    super((cause as Error).message, { cause })
    this.after = after
    this.rows = rows
  }
}

/**
 * Asks for page after page and writes each before it asks for the next.
 * @throws ExportError before the first page, Interrupted after it
 */
export async function runExport(
  options: Options,
  report: Reporter,
  ask: Pick<AskOptions, 'signal' | 'random' | 'firstWaitMs'>,
  standardOutput: Writable = process.stdout,
): Promise<Exported> {
  const asking = { ...ask, url: options.url, token: options.token, onWait: report.wait }
  const pages = options.form ? await cataloguePages(asking) : await queryPages(options, asking)
  let after = options.after ?? pages.after
  let rows = 0
  let written = 0
  let out: Writable | null = null
  try {
    for (;;) {
      const page = await pages.read(after)
      // Not before the first answer: a question that is refused leaves an older file as it is.
      out ??=
        options.out === undefined
          ? standardOutput
          : createWriteStream(options.out, { flags: options.after ? 'a' : 'w' })
      if (written === 0) report.begin(page.total)
      await write(out, pages.textOf(page.rows, written === 0 && options.after === undefined))
      rows += page.rows.length
      written++
      report.at(rows)
      if (page.next === null) return { rows, pages: written }
      after = page.next
    }
  } catch (error) {
    throw written === 0 ? error : new Interrupted(error, after, rows)
  } finally {
    if (out && options.out !== undefined) {
      out.end()
      await finished(out)
    }
  }
}

async function queryPages(options: Options, asking: AskOptions): Promise<Pages> {
  const { query = '', operation, page: size, format } = options
  const plan = planOf(await textOf('query', query), operation, size)
  const variables = await variablesOf(options.variables)
  return {
    after: ownAfter(variables),
    read: async (after) =>
      pageIn(
        await askGateway(
          {
            query: plan.query,
            operationName: plan.operationName,
            variables: plan.path === null ? variables : { ...variables, [AFTER]: after },
          },
          asking,
        ),
        plan,
      ),
    textOf: (rows, first) => textOfPage(rows, plan, format, first),
  }
}

function textOfPage(rows: readonly unknown[], plan: Plan, format: Options['format'], first: boolean): string {
  const nodes = plan.rows === 'edges' && plan.path !== null ? rows.map((edge) => edge as object) : rows
  if (format === 'ndjson') return nodes.map((node) => `${JSON.stringify(node)}\n`).join('')
  const header = first ? [plan.columns.map((path) => path.join('.'))] : []
  return stringify([...header, ...nodes.map((node) => plan.columns.map((path) => cellAt(node, path)))], {
    cast: { boolean: (value) => String(value) },
  })
}

async function write(out: Writable, text: string): Promise<void> {
  if (text === '') return
  await new Promise<void>((resolve, reject) => {
    out.write(text, (error) => (error ? reject(error) : resolve()))
  })
}

async function textOf(option: 'query' | 'variables', file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new ExportError(`--${option}: ${file} can't be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

async function variablesOf(file: string | undefined): Promise<Record<string, unknown>> {
  if (file === undefined) return {}
  const text = await textOf('variables', file)
  try {
    const value: unknown = JSON.parse(text)
    if (value && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Said below.
  }
  throw new ExportError(`--variables: ${file} is no JSON object`)
}

/** Where the variables themselves want to begin. */
function ownAfter(variables: Record<string, unknown>): string | null {
  return typeof variables.after === 'string' ? variables.after : null
}
