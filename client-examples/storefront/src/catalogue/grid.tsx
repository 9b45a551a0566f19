import { useCallback, useState } from 'react'
import type { ProductFilter, ProductSort } from '../../../generated/storefront/graphql.ts'
import { useWords } from '../words/use-words.ts'
import { GridPage } from './grid-page.tsx'
import { LoadMore } from './load-more.tsx'

/** Cursors of the pages that were open, by filter: who comes back from a product finds the list as it was. */
const opened = new Map<string, readonly (string | null)[]>()

interface Props {
  readonly filter: ProductFilter
  readonly sort: ProductSort | null
  /** Of the list: the same for the same one. */
  readonly name: string
}

/** The list of one filter; give it another `key` for another one. */
export function Grid({ filter, sort, name }: Props) {
  const { t } = useWords()
  const [pages, setPages] = useState(() => opened.get(name) ?? [null])
  /** Where the next page begins; undefined while that is not known. */
  const [next, setNext] = useState<string | null>()
  const [empty, setEmpty] = useState(false)
  const loaded = useCallback((cursor: string | null, count: number) => {
    setNext(cursor)
    setEmpty(count === 0)
  }, [])
  const ignore = useCallback(() => {}, [])
  const more = useCallback(() => {
    if (typeof next !== 'string') return
    setNext(undefined)
    setPages((known) => {
      const all = [...known, next]
      opened.set(name, all)
      return all
    })
  }, [next, name])
  if (empty && pages.length === 1)
    return (
      <section className="note">
        <h2>{t('nothingFound')}</h2>
        <p>{t('nothingFoundMore')}</p>
      </section>
    )
  return (
    <>
      <ul className="grid" aria-busy={next === undefined}>
        {pages.map((after, index) => (
          <GridPage
            key={after}
            filter={filter}
            sort={sort}
            after={after}
            onLoaded={index === pages.length - 1 ? loaded : ignore}
          />
        ))}
      </ul>
      {next === null ? (
        <p className="the-end">{t('theEnd')}</p>
      ) : (
        <LoadMore ready={next !== undefined} onMore={more} />
      )}
    </>
  )
}
