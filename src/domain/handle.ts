/** The longest that is made of a title, in characters; the longest that there may be. */
const LONGEST_MADE = 60
export const LONGEST_HANDLE = 100

export const HANDLE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
export const HANDLE_MESSAGE =
  'has to be small letters, digits and single hyphens between them, such as longjing-tea'

/** Slug of the first title with Latin letters or digits; null when none has any. */
export function handleBase(titles: readonly (string | null | undefined)[]): string | null {
  for (const title of titles) {
    const plain = (title ?? '')
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, LONGEST_MADE)
      .replace(/^-+|-+$/g, '')
    if (/[a-z]/.test(plain)) return plain
  }
  return null
}

/** A handle that no other product has: of its titles, the best one first, and of its id. */
export function handleOf(titles: readonly (string | null | undefined)[], id: string): string {
  const suffix = id.replaceAll('-', '').slice(-12).toLowerCase()
  const base = handleBase(titles)
  return base === null ? suffix : `${base}-${suffix}`
}
