import { badInput } from './errors.ts'
import { offsetConnection, offsetOf } from './offset-page.ts'

interface PageArgs {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
  readonly last?: number | null | undefined
  readonly before?: string | null | undefined
}

interface Counted<Row> {
  readonly rows: readonly Row[]
  readonly total: number
}

/** A page of a report, which is computed per request: its cursors are offsets and it pages forward only. */
export async function reportPage<Row>(
  args: PageArgs,
  read: (slice: { offset: number; limit: number }) => Promise<Counted<Row>>,
) {
  if (args.last != null) throw badInput('last', 'a report pages forward only')
  if (args.before != null) throw badInput('before', 'a report pages forward only')
  const offset = offsetOf(args.after)
  const { rows, total } = await read({ offset, limit: args.first ?? 20 })
  return offsetConnection(
    { offers: rows, total, hasNext: offset + rows.length < total && rows.length > 0 },
    offset,
  )
}

/** The total of a page made by `reportPage`. */
export function totalOf(page: unknown): number {
  return (page as { total: number | null }).total ?? 0
}
