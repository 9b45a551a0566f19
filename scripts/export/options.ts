import { parseArgs } from 'node:util'
import { z } from 'zod'

export const USAGE = `Exports the answer of a query, page by page to the end of its connection.

  npm run export -- --query FILE --format csv|ndjson [--variables FILE] [--out FILE]
  npm run export -- --form catalogue [--out FILE]

  --form       catalogue: all products, SKUs and categories as a file that importCatalogueCsv takes. No --query, no --format
  --query      .graphql file; its connection is the outermost field with "nodes" or "edges". A query without one is a
               single page: the first list in the answer
  --format     csv: nested fields with dotted headers, lists joined by "; ". ndjson: one JSON object a line, as nested
  --variables  JSON file
  --out        file to write; standard output when absent
  --operation  name, when the file has more than one
  --page       items a page, 1 to 100 (default: as the query says, else 100)
  --after      cursor to go on from; the file is appended to
  --url        default http://127.0.0.1:4000/graphql
  --token      without "Bearer"; see npm run token`

const Values = z.object({
  form: z.enum(['catalogue'], { error: 'is catalogue' }).optional(),
  query: z.string().optional(),
  format: z.enum(['csv', 'ndjson'], { error: 'is csv or ndjson' }).optional(),
  variables: z.string().optional(),
  out: z.string().optional(),
  operation: z.string().optional(),
  page: z.coerce.number().int().min(1, 'is 1 to 100').max(100, 'is 1 to 100').optional(),
  after: z.string().min(1).optional(),
  url: z.url({ error: 'is no address' }).default('http://127.0.0.1:4000/graphql'),
  token: z.string().min(1).optional(),
})

const Options = Values.superRefine(({ form, query, format }, context) => {
  const say = (option: string, message: string) =>
    context.addIssue({ code: 'custom', path: [option], message })
  if (form && query !== undefined) say('query', 'does not go with --form')
  else if (!form && query === undefined) say('query', 'is needed: a .graphql file')
  else if (!form && format === undefined) say('format', 'is csv or ndjson')
})

export type Options = z.output<typeof Options>

/** A problem of what was asked for or answered: one sentence is enough. */
export class ExportError extends Error {}

/** Null: help was asked for. @throws ExportError that names the option */
export function readOptions(words: readonly string[]): Options | null {
  const text = { type: 'string' } as const
  let values: Record<string, unknown>
  try {
    const names = [...Object.keys(Values.shape)]
    const options = {
      ...Object.fromEntries(names.map((name) => [name, text])),
      help: { type: 'boolean' },
    } as const
    values = parseArgs({ args: [...words], options }).values
  } catch (error) {
    throw new ExportError((error as Error).message)
  }
  if (values.help) return null
  const parsed = Options.safeParse(values)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new ExportError(`--${String(issue?.path[0])} ${issue?.message}`)
}
