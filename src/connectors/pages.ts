import { Transient, type UpstreamName } from '../domain/upstream-error.ts'

/** No list we read is longer; a total beyond it is a mistake of the platform that would keep us busy for days. */
const MOST_PAGES = 5_000

/** For lists whose count and rows do not fit together: the window is not read, and no cursor may move. */
export function inconsistent(upstream: UpstreamName, message: string): Transient {
  return new Transient({ upstream, message, code: 'inconsistent' })
}

export interface Page {
  readonly rows: readonly unknown[]
  /** Of all pages; read only where `counted` was asked for. */
  readonly total: number
}

/**
 * Pages of a list that changes while it is read, last page first: a row that leaves the window moves the later pages
 * up, and we have read those already (protocols.md 1.7). Rows may come twice, none is lost.
 * `read(page, counted)` gets a 1-based page number; only the first call needs the (expensive) total.
 */
export async function* lastToFirst(
  upstream: UpstreamName,
  pageSize: number,
  read: (page: number, counted: boolean) => Promise<Page>,
): AsyncGenerator<readonly unknown[]> {
  const first = await read(1, true)
  if (first.total > 0 && first.rows.length === 0) {
    throw inconsistent(upstream, `a list counts ${first.total} rows and holds none`)
  }
  if (first.total <= first.rows.length) {
    if (first.rows.length > 0) yield first.rows
    return
  }
  const pages = Math.ceil(first.total / pageSize)
  if (pages > MOST_PAGES) throw inconsistent(upstream, `a list counts ${first.total} rows`)
  for (let page = pages; page >= 1; page--) {
    const { rows } = await read(page, false)
    if (rows.length > 0) yield rows
  }
}

/** Cuts a span of time into slices of at most `longestMs`, oldest first. */
export function* slices(
  { from, to }: { readonly from: Date; readonly to: Date },
  longestMs: number,
): Generator<{ from: Date; to: Date }> {
  for (let start = from.getTime(); start < to.getTime(); start += longestMs) {
    yield { from: new Date(start), to: new Date(Math.min(start + longestMs, to.getTime())) }
  }
}
