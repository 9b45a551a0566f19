import { Buffer } from 'node:buffer'
import { badInput } from './errors.ts'

interface Slice<Item> {
  readonly offers: readonly Item[]
  readonly total: number | null
  readonly hasNext: boolean
}

const cursorOf = (offset: number) => Buffer.from(`offset:${offset}`).toString('base64url')

/** Number of items up to and including the cursor. */
export function offsetOf(after: string | null | undefined): number {
  if (after == null) return 0
  const match = /^offset:(\d{1,7})$/.exec(Buffer.from(after, 'base64url').toString('latin1'))
  if (!match) throw badInput('after', 'is not a cursor of this list')
  return Number(match[1]) + 1
}

/** A slice of a list that has no cursors of its own, as a connection. */
export function offsetConnection<Item>({ offers, total, hasNext }: Slice<Item>, offset: number) {
  const edges = offers.map((node, index) => ({ node, cursor: cursorOf(offset + index) }))
  return {
    edges,
    total,
    pageInfo: {
      hasNextPage: hasNext,
      hasPreviousPage: offset > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}
