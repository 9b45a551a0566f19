import { Buffer } from 'node:buffer'
import { outcome } from '../../src/domain/user-error.ts'
import { builder } from '../builder.ts'
import { badInput } from '../errors.ts'

const PREFIX = 'GPC:S:'
const encoded = (cursor: string) => Buffer.from(PREFIX + cursor).toString('base64')

interface ColumnShown {
  readonly name: string
  readonly takes: string
  readonly example: string
}
const CatalogueColumn = builder.objectRef<ColumnShown>('CatalogueColumn').implement({
  description: 'A column of the file by which a catalogue is imported and exported.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name in the first line, such as title:en.' }),
    takes: t.exposeString('takes', { description: 'What its cells take, in words.' }),
    example: t.exposeString('example', { description: 'A cell that it takes.' }),
  }),
})

const CatalogueTemplate = builder
  .objectRef<{ readonly columns: readonly ColumnShown[]; readonly url: string }>('CatalogueTemplate')
  .implement({
    description: 'What a file for `importCatalogueCsv` may have.',
    fields: (t) => ({
      columns: t.field({
        type: [CatalogueColumn],
        description: 'All columns, in the order of an export. A file may leave any of them out.',
        resolve: ({ columns }) => [...columns],
      }),
      url: t.expose('url', {
        type: 'URL',
        description: 'An empty file with these columns, to download and fill in.',
      }),
    }),
  })

builder.queryField('catalogueTemplate', (t) =>
  t.field({
    type: CatalogueTemplate,
    nullable: true,
    description: 'The columns of the file by which a catalogue is imported, and an empty one to download.',
    authScopes: { scope: 'catalog:read-all' },
    resolve: (_root, _args, { catalog }) => catalog.template(),
  }),
)

const CatalogueLine = builder.objectRef<{ readonly cells: readonly string[] }>('CatalogueLine').implement({
  description: 'A line of the catalogue as a file.',
  fields: (t) => ({
    cells: t.stringList({
      description: 'One for each column; empty where there is nothing.',
      resolve: ({ cells }) => [...cells],
    }),
  }),
})

builder.queryField('catalogueTable', (t) =>
  t.connection(
    {
      type: CatalogueLine,
      nullable: true,
      description:
        'The catalogue as lines of the file that `importCatalogueCsv` takes: categories, then SKUs by product. Pages forward only.',
      authScopes: { scope: 'catalog:read-all' },
      args: {
        columns: t.arg.stringList({
          description: 'Names of columns, as `catalogueTemplate` has them; absent: all of them.',
        }),
      },
      resolve: async (_root, { first, after, last, before, columns }, { catalog }) => {
        if (last != null || before != null) throw badInput('last', 'a table pages forward only')
        const cursor =
          after == null ? null : Buffer.from(after, 'base64').toString('utf8').slice(PREFIX.length)
        const read = await outcome(() => catalog.table(columns ?? null, cursor, first ?? 20))
        if (!read.ok) {
          const [{ field, message } = { field: null, message: '' }] = read.errors
          throw badInput(field?.[0] ?? 'after', message)
        }
        const { lines, hasNext, columns: names } = read.value
        const edges = lines.map((line) => ({ node: line, cursor: encoded(line.cursor) }))
        return {
          columns: names,
          edges,
          pageInfo: {
            hasNextPage: hasNext,
            hasPreviousPage: after != null,
            startCursor: edges[0]?.cursor ?? null,
            endCursor: edges.at(-1)?.cursor ?? null,
          },
        }
      },
    },
    {
      name: 'CatalogueTableConnection',
      description: 'A page of the table.',
      fields: (connection) => ({
        columns: connection.stringList({
          description: 'Names of the columns, in the order of the cells.',
          resolve: (page) => [...(page as unknown as { columns: readonly string[] }).columns],
        }),
      }),
    },
    { name: 'CatalogueTableEdge', description: 'A line and its place in the table.' },
  ),
)
