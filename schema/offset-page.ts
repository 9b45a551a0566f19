import { Buffer } from 'node:buffer'
import { badInput } from './errors.ts'

interface NumberedPage<Item> {
  readonly offers: readonly Item[]
  readonly total: number | null
  readonly hasNext: boolean
}

const cursorOf = (offset: number) => Buffer.from(`offset:${offset}`).toString('base64url')

/** How many items lie before what comes after the cursor. */
export function offsetOf(after: string | null | undefined): number {
  if (after == null) return 0
  const match = /^offset:(\d{1,7})$/.exec(Buffer.from(after, 'base64url').toString('latin1'))
  if (!match) throw badInput('after', 'is not a cursor of this list')
  return Number(match[1]) + 1
}

/**
 * A connection over a source that has numbered pages. A cursor that does not fall on the border of a page
 * (the page size was changed meanwhile) costs one page more.
 */
export async function pageAt<Item>(
  offset: number,
  size: number,
  read: (page: { page: number; pageSize: number }) => Promise<NumberedPage<Item>>,
) {
  if (size === 0) return connection<Item>([], 0, null, false)
  const page = Math.floor(offset / size) + 1
  const skip = offset % size
  const first = await read({ page, pageSize: size })
  if (skip === 0) return connection(first.offers, offset, first.total, first.hasNext)
  const second = first.hasNext ? await read({ page: page + 1, pageSize: size }) : null
  const items = [...first.offers, ...(second?.offers ?? [])].slice(skip)
  return connection(
    items.slice(0, size),
    offset,
    first.total,
    items.length > size || (second?.hasNext ?? false),
  )
}

function connection<Item>(
  items: readonly Item[],
  offset: number,
  total: number | null,
  hasNextPage: boolean,
) {
  const edges = items.map((node, index) => ({ node, cursor: cursorOf(offset + index) }))
  return {
    edges,
    total,
    pageInfo: {
      hasNextPage,
      hasPreviousPage: offset > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}
