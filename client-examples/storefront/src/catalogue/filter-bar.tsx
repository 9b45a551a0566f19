import type { Availability, ProductSort } from '../../../generated/storefront/graphql.ts'
import { ITEM_PLATFORMS } from '../item/platforms.ts'
import { useWords } from '../words/use-words.ts'
import { countOf, type Facet, valuesOf } from './facets.ts'
import { AVAILABILITIES, type FilterChanges, type Filters, isNarrowed, NO_FILTERS, SORTS } from './filters.ts'
import { MoreFilters } from './more-filters.tsx'
import { SearchBox } from './search-box.tsx'

interface Props {
  readonly filters: Filters
  readonly sort: ProductSort
  /** Undefined while they are counted. */
  readonly facets: readonly Facet[] | undefined
  readonly onChange: (changes: FilterChanges) => void
}

export function FilterBar({ filters, sort, facets, onChange }: Props) {
  const { t } = useWords()
  const { availability } = filters
  const counts = valuesOf(facets, 'AVAILABILITY')
  const withCount = (name: string, n: number | null) => (n === null ? name : t('withCount', { name, n }))
  return (
    <search className="filters" aria-label={t('filters')}>
      <SearchBox value={filters.search} onChange={(search) => onChange({ search })} />
      <Platforms filters={filters} facets={facets} onChange={onChange} />
      <label className="pick">
        <span>{t('availability')}</span>
        <select
          value={availability ?? ''}
          onChange={({ target }) => onChange({ availability: (target.value || null) as Availability | null })}
        >
          <option value="">{t('anyAvailability')}</option>
          {AVAILABILITIES.map((each) => (
            <option key={each} value={each}>
              {withCount(t(each), countOf(counts, each))}
            </option>
          ))}
        </select>
      </label>
      <label className="pick">
        <span>{t('sort')}</span>
        <select value={sort} onChange={({ target }) => onChange({ sort: target.value as ProductSort })}>
          {SORTS.map((each) => (
            <option key={each} value={each}>
              {t(each)}
            </option>
          ))}
        </select>
      </label>
      <div className="filters-foot">
        <MoreFilters filters={filters} facets={facets} onChange={onChange} />
        {isNarrowed(filters) && (
          <button type="button" className="quiet" onClick={() => onChange(NO_FILTERS)}>
            {t('clear')}
          </button>
        )}
      </div>
    </search>
  )
}

/** Marketplaces that something is sold on, with how much. */
function Platforms({ filters: { platforms }, facets, onChange }: Omit<Props, 'sort'>) {
  const { t, number } = useWords()
  const values = valuesOf(facets, 'PLATFORM')
  const shown = ITEM_PLATFORMS.filter(
    (each) => platforms.includes(each) || values === null || (countOf(values, each) ?? 0) > 0,
  )
  if (shown.length === 0) return null
  return (
    <fieldset className="chips">
      <legend>{t('platform')}</legend>
      {shown.map((each) => {
        const n = countOf(values, each)
        return (
          <label key={each} className="chip">
            <input
              type="checkbox"
              checked={platforms.includes(each)}
              onChange={({ target }) =>
                onChange({
                  platforms: ITEM_PLATFORMS.filter((one) =>
                    one === each ? target.checked : platforms.includes(one),
                  ),
                })
              }
            />
            <span>
              {t(each)} {n !== null && <small>{number(n)}</small>}
            </span>
          </label>
        )
      })}
    </fieldset>
  )
}
