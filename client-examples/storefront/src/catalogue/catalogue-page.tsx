import { useDeferredValue, useMemo, useRef } from 'react'
import { useQuery } from 'urql'
import { Redirect, useParams, useSearchParams } from 'wouter'
import { CategoriesDocument, ProductFacetsDocument } from '../../../generated/storefront/graphql.ts'
import { useStore } from '../../../shared-web/store/store.ts'
import { ProductArt } from '../art/product-art.tsx'
import { useTitle } from '../layout/use-title.ts'
import { NotFound } from '../parts/not-found.tsx'
import { useCurrencies } from '../settings/currencies.ts'
import { settings } from '../settings/settings.ts'
import { useWords } from '../words/use-words.ts'
import { type Facet, valuesOf } from './facets.ts'
import { FilterBar } from './filter-bar.tsx'
import { graphFilter, isNarrowed, useFilters } from './filters.ts'
import { Grid } from './grid.tsx'
import { Kinds, kindAddress, Trail } from './kinds.tsx'

export function CataloguePage() {
  const { t } = useWords()
  const { slug } = useParams<{ slug?: string }>()
  const [params] = useSearchParams()
  const { locale } = useStore(settings)
  const [{ data: tree, error: noTree }] = useQuery({ query: CategoriesDocument, variables: { locale } })
  const kinds = tree?.categories ?? []
  const here = kinds.find((kind) => kind.slug === slug) ?? null
  useTitle(slug === undefined ? null : here?.name)
  const [filters, sort, setFilters] = useFilters()
  const { chosen: currency, ready } = useCurrencies()
  const shown = useDeferredValue(filters)
  const isKnown = ready && (slug === undefined || tree !== undefined || noTree !== undefined)
  const filter = useMemo(() => graphFilter(shown, here?.id ?? null, currency), [shown, here?.id, currency])
  const name = JSON.stringify([filter, sort])
  // A separate query: counting costs more than a page, and the page needn't wait for it.
  const [{ data }] = useQuery({
    query: ProductFacetsDocument,
    variables: { filter, locale },
    pause: !isKnown,
  })
  // The choices stay where they are while those of another filter are counted.
  const counted = useRef<readonly Facet[]>()
  counted.current = data?.products?.facets ?? counted.current
  const facets = counted.current
  const before = params.get('kind')
  if (before !== null) return <Redirect to={withoutKind(before, params)} replace />
  if (slug !== undefined && tree && !here) return <NotFound />
  return (
    <>
      {here && (
        <header className="kind-head">
          <Trail kinds={kinds} here={here} />
          <h1>{here.name}</h1>
        </header>
      )}
      {slug === undefined &&
        (isNarrowed(filters) ? <h1 className="visually-hidden">{t('search')}</h1> : <Hero />)}
      <FilterBar filters={filters} sort={sort} facets={facets} onChange={setFilters} />
      <Kinds kinds={kinds} here={here} counts={valuesOf(facets, 'CATEGORY')} />
      <section aria-label={t('home')}>
        <p className="results" role="status">
          {data?.products ? t('results', { n: data.products.totalCount }) : t('loading')}
        </p>
        {isKnown && <Grid key={name} name={name} filter={filter} sort={sort} />}
      </section>
    </>
  )
}

/** Older addresses had the category among the filters. */
function withoutKind(slug: string, params: URLSearchParams): string {
  const others = new URLSearchParams(params)
  others.delete('kind')
  return kindAddress(slug || null, others)
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
