import { Buffer } from 'node:buffer'

/** Cursors of rows whose place in a list their id alone does not say. */
const cursors = new WeakMap<object, string>()

/** The prisma plugin reads this as the `id` of a cursor. */
export function setRowCursor(row: object, place: string): void {
  cursors.set(row, Buffer.from(`GPC:S:${place}`).toString('base64'))
}

interface Connection {
  readonly edges: readonly ({ cursor: string; readonly node: unknown } | null)[]
  readonly pageInfo: { startCursor: string | null; endCursor: string | null }
}

/** Gives the edges of a page the cursors of their rows, where those have one. */
export function withRowCursors<Page>(page: Page): Page {
  const { edges, pageInfo } = (page ?? { edges: [] }) as unknown as Connection
  for (const edge of edges) {
    const own = edge && cursors.get(edge.node as object)
    if (own) edge.cursor = own
  }
  if (edges.length > 0) {
    pageInfo.startCursor = edges[0]?.cursor ?? null
    pageInfo.endCursor = edges.at(-1)?.cursor ?? null
  }
  return page
}
