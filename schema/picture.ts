import type { GraphContext } from './context.ts'
import type { Picture } from './refs.ts'

/** Columns of a product's picture that are needed to show it. */
export const PICTURE = {
  orderBy: [{ position: 'asc' }, { id: 'asc' }],
  select: {
    sourceUrl: true,
    alt: true,
    status: true,
    lastError: true,
    upload: { select: { sha256: true, contentType: true, width: true, height: true } },
  },
} as const

interface Row {
  readonly sourceUrl: string | null
  readonly alt: string | null
  readonly status: 'WAITING' | 'STORED' | 'FAILED'
  readonly lastError: string | null
  readonly upload: {
    readonly sha256: string | null
    readonly contentType: string
    readonly width: number | null
    readonly height: number | null
  } | null
}

/** Pictures that have an address; each is ours once it was copied. */
export function picturesShown(rows: readonly Row[], { media }: GraphContext): Picture[] {
  return rows.flatMap((row) => {
    const url = media.shownAt(row)
    if (url === null) return []
    const { width = null, height = null } = row.upload ?? {}
    return [{ url, alt: row.alt, width, height, status: row.status, problem: row.lastError }]
  })
}
