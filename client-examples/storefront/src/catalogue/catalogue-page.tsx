import { useDeferredValue, useMemo } from 'react'
import { useQuery } from 'urql'
import { ProductCountDocument } from '../../../generated/storefront/graphql.ts'
import { ProductArt } from '../art/product-art.tsx'
import { useTitle } from '../layout/use-title.ts'
import { useWords } from '../words/use-words.ts'
import { FilterBar } from './filter-bar.tsx'
import { graphFilter, isNarrowed, useFilters } from './filters.ts'
import { Grid } from './grid.tsx'

export function CataloguePage() {
  const { t } = useWords()
  useTitle(null)
  const [filters, setFilters] = useFilters()
  const shown = useDeferredValue(filters)
  const filter = useMemo(() => graphFilter(shown), [shown])
  const name = JSON.stringify(filter)
  // By itself: counting costs more than a page, and the page needn't wait for it.
  const [{ data }] = useQuery({ query: ProductCountDocument, variables: { filter } })
  return (
    <>
      {isNarrowed(filters) ? <h1 className="visually-hidden">{t('search')}</h1> : <Hero />}
      <FilterBar filters={filters} onChange={setFilters} />
      <section aria-label={t('home')}>
        <p className="results" role="status">
          {data ? t('results', { n: data.products.totalCount }) : t('loading')}
        </p>
        <Grid key={name} name={name} filter={filter} />
      </section>
    </>
  )
}

function Hero() {
  const { t } = useWords()
  return (
    <section className="hero">
      <div>
        <h1>{t('heroTitle')}</h1>
        <p>{t('heroText')}</p>
      </div>
      <div className="hero-art" aria-hidden="true">
        {(['ceramics', 'hanfu', 'tea', 'figurines'] as const).map((kind) => (
          <ProductArt key={kind} kind={kind} id={`hero ${kind}`} />
        ))}
      </div>
    </section>
  )
}
