import { badInput } from './errors.ts'

export const MAX_PAGE = 100

interface PageArgs {
  readonly first?: number | null | undefined
  readonly last?: number | null | undefined
}

/** Refuses a page that is too large instead of cutting it in silence. */
export function checkPage({ first, last }: PageArgs): void {
  for (const [name, size] of [
    ['first', first],
    ['last', last],
  ] as const)
    if (size != null && (size < 0 || size > MAX_PAGE))
      throw badInput(name, `takes 0 to ${MAX_PAGE}, got ${size}`)
}
