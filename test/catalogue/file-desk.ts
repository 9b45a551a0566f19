import { v7 } from 'uuid'
import { expect } from 'vitest'
import { dataOf } from '../path/support/ask.ts'
import type { Gateway } from '../path/support/gateway.ts'
import { until } from '../support/until.ts'

interface UserError {
  readonly code: string
  readonly field: readonly string[] | null
  readonly message: string
}

export interface FileImport {
  readonly id: string
  readonly status: string
  readonly dryRun: boolean
  readonly total: number | null
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly failed: number
  readonly error: string | null
}

export interface FileLine {
  readonly line: number
  readonly reference: string
  readonly outcome: 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'FAILED'
  readonly changes: readonly {
    readonly field: string
    readonly before: string | null
    readonly after: string | null
  }[]
  readonly message: string | null
  readonly product: { readonly handle: string } | null
}

const IMPORT = 'id status dryRun total created updated unchanged failed error'
export type Source = string | { readonly uploadId: string }

/** What an operator does with files of a catalogue, over the graph alone. */
export function fileDeskOf(gateway: () => Gateway) {
  const ask = async <Data>(query: string, variables: Record<string, unknown> = {}) =>
    dataOf(await gateway().ask<Data>(query, variables, 'operator'))

  async function start(source: Source, more: { dryRun?: boolean; idempotencyKey?: string } = {}) {
    const data = await ask<{
      importCatalogueCsv: { catalogueImport: FileImport | null; userErrors: readonly UserError[] }
    }>(
      `mutation ($input: ImportCatalogueCsvInput!) { importCatalogueCsv(input: $input) {
        catalogueImport { ${IMPORT} } userErrors { code field message } } }`,
      {
        input: {
          source: typeof source === 'string' ? { text: source } : source,
          idempotencyKey: v7(),
          ...more,
        },
      },
    )
    return data.importCatalogueCsv
  }

  const over = (id: string) =>
    until(
      async () => {
        const { catalogueImport } = await ask<{ catalogueImport: FileImport }>(
          `query ($id: ID!) { catalogueImport(id: $id) { ${IMPORT} } }`,
          { id },
        )
        return catalogueImport.status !== 'RUNNING' && catalogueImport
      },
      'the import to be over',
      60_000,
    )

  async function run(source: Source, more: { dryRun?: boolean } = {}): Promise<FileImport> {
    const { catalogueImport, userErrors } = await start(source, more)
    expect(userErrors).toEqual([])
    if (!catalogueImport) throw new Error('no import')
    return over(catalogueImport.id)
  }

  /** All lines of an import, page by page. */
  async function lines(id: string, outcomes: readonly string[] | null = null): Promise<FileLine[]> {
    const all: FileLine[] = []
    let after: string | null = null
    do {
      const data: {
        catalogueImport: {
          rows: { nodes: FileLine[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
        }
      } = await ask(
        `query ($id: ID!, $after: String, $outcomes: [ImportOutcome!]) { catalogueImport(id: $id) {
          rows(first: 100, after: $after, outcomes: $outcomes) {
            nodes { line reference outcome changes { field before after } message product { handle } }
            pageInfo { hasNextPage endCursor } } } }`,
        { id, after, outcomes },
      )
      const { nodes, pageInfo } = data.catalogueImport.rows
      all.push(...nodes)
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null
    } while (after !== null)
    return all
  }

  const counts = ({ created, updated, unchanged, failed }: FileImport) => ({
    created,
    updated,
    unchanged,
    failed,
  })

  return { ask, start, over, run, lines, counts }
}
