import type { PictureFragment } from '../../../generated/storefront/graphql.ts'

/** Widths that the gateway draws pictures of its own in, in pixels. */
const WIDTHS = [160, 320, 640, 960, 1280] as const

export type Shown = Pick<PictureFragment, 'url' | 'status' | 'width'>

/** Addresses by width, as `srcset` has them; undefined for a picture that comes in one size alone. */
export function sourcesOf({ url, status, width }: Shown): string | undefined {
  if (status !== 'STORED') return undefined
  const fitting = WIDTHS.filter((each) => width === null || width === undefined || each <= width)
  if (fitting.length === 0) return undefined
  return fitting.map((each) => `${sized(url, each)} ${each}w`).join(', ')
}

function sized(url: string, width: number): string {
  const address = new URL(url)
  address.searchParams.set('w', String(width))
  return address.href
}
