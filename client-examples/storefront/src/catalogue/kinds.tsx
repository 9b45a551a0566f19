import { useEffect, useRef } from 'react'
import { Link, useSearchParams } from 'wouter'
import type { CategoriesQuery } from '../../../generated/storefront/graphql.ts'
import { useWords } from '../words/use-words.ts'
import { countOf, type FacetValue } from './facets.ts'

export type Kind = CategoriesQuery['categories'][number]

/** The page of a category; null: of all. Other filters go along. */
export function kindAddress(slug: string | null, params: URLSearchParams): string {
  const query = params.size > 0 ? `?${params}` : ''
  return slug === null ? `/${query}` : `/c/${encodeURIComponent(slug)}${query}`
}

interface Props {
  readonly kinds: readonly Kind[]
  readonly here: Kind | null
  /** Of products in each, with the other filters; null while they are counted. */
  readonly counts: readonly FacetValue[] | null
}

/** Links to other categories: the children of this one or, without any, its siblings. */
export function Kinds({ kinds, here, counts }: Props) {
  const { t } = useWords()
  const [params] = useSearchParams()
  const row = useRef<HTMLElement>(null)
  // On a phone they are one row that scrolls.
  useEffect(() => {
    const current = row.current?.querySelector<HTMLElement>('[aria-current]')
    if (row.current && current) row.current.scrollLeft = current.offsetLeft - row.current.offsetLeft - 16
  }, [here?.id])
  const hasAny = ({ id, productCount }: Kind) => id === here?.id || (countOf(counts, id) ?? productCount) > 0
  const inside = (parent: string | undefined) =>
    kinds.filter((one) => hasAny(one) && one.parent?.id === parent)
  const below = inside(here?.id)
  const shown = below.length > 0 ? below : inside(here?.parent?.id)
  return (
    <nav ref={row} className="chips kinds" aria-label={t('kind')}>
      <KindLink to={kindAddress(null, params)} isHere={here === null} name={t('allKinds')} />
      {shown.map(({ id, slug, name }) => (
        <KindLink
          key={id}
          to={kindAddress(slug, params)}
          isHere={id === here?.id}
          name={name}
          count={countOf(counts, id)}
        />
      ))}
    </nav>
  )
}

interface LinkProps {
  readonly to: string
  readonly isHere: boolean
  readonly name: string
  readonly count?: number | null
}

function KindLink({ to, isHere, name, count = null }: LinkProps) {
  const { number } = useWords()
  return (
    <Link href={to} className="chip-link" aria-current={isHere ? 'page' : undefined}>
      {name} {count !== null && <small>{number(count)}</small>}
    </Link>
  )
}

/** Path of a category, from the top. */
export function Trail({ kinds, here }: { kinds: readonly Kind[]; here: Kind }) {
  const { t } = useWords()
  const above: Kind[] = []
  for (let at = here.parent?.id; at !== undefined; ) {
    const parent = kinds.find(({ id }) => id === at)
    if (!parent || above.includes(parent)) break
    above.unshift(parent)
    at = parent.parent?.id
  }
  return (
    <nav className="trail small" aria-label={t('categories')}>
      <Link href="/">{t('home')}</Link>
      {above.map(({ id, slug, name }) => (
        <span key={id}>
          {' / '}
          <Link href={kindAddress(slug, new URLSearchParams())}>{name}</Link>
        </span>
      ))}
    </nav>
  )
}
