import { stringify } from 'csv-stringify/sync'
import { safeCell } from '../../src/domain/csv/cells.ts'
import { type AskOptions, askGateway } from './ask.ts'
import { ExportError } from './options.ts'
import type { Pages } from './pages.ts'

const TEMPLATE = '{ catalogueTemplate { columns { name } } }'
const TABLE = `query ($columns: [String!], $after: String) {
  catalogueTable(columns: $columns, first: 100, after: $after) {
    nodes { cells }
    pageInfo { hasNextPage endCursor }
  }
}`

interface Table {
  readonly catalogueTable: {
    readonly nodes: readonly { readonly cells: readonly string[] }[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  } | null
}

/** The catalogue as the file that `importCatalogueCsv` takes: with a mark, so that spreadsheets read it as UTF-8. */
export async function cataloguePages(asking: AskOptions): Promise<Pages> {
  const data = (await askGateway({ query: TEMPLATE }, asking)) as {
    catalogueTemplate: { columns: readonly { name: string }[] } | null
  }
  const columns = data.catalogueTemplate?.columns.map(({ name }) => name)
  if (!columns) throw new ExportError('the gateway gives no columns of the catalogue')
  return {
    after: null,
    async read(after) {
      const { catalogueTable } = (await askGateway(
        { query: TABLE, variables: { columns, after } },
        asking,
      )) as Table
      if (!catalogueTable) throw new ExportError('the gateway gives no table of the catalogue')
      const { nodes, pageInfo } = catalogueTable
      return { rows: nodes, total: null, next: pageInfo.hasNextPage ? pageInfo.endCursor : null }
    },
    textOf(rows, first) {
      const lines = (rows as readonly { readonly cells: readonly string[] }[]).map(({ cells }) => cells)
      const text = stringify(
        [...(first ? [columns] : []), ...lines].map((cells) => cells.map(safeCell)),
        { record_delimiter: 'windows' },
      )
      return first ? `\uFEFF${text}` : text
    },
  }
}
