import type { Availability } from '../../../generated/storefront/graphql.ts'
import { useWords } from '../words/use-words.ts'
import { AVAILABILITIES, type Filters, isNarrowed, KINDS, PLATFORMS } from './filters.ts'
import { SearchBox } from './search-box.tsx'

interface Props {
  readonly filters: Filters
  readonly onChange: (changes: Partial<Filters>) => void
}

export function FilterBar({ filters, onChange }: Props) {
  const { t } = useWords()
  const { platforms, availability, kind } = filters
  return (
    <search className="filters" aria-label={t('filters')}>
      <SearchBox value={filters.search} onChange={(search) => onChange({ search })} />
      <fieldset className="chips">
        <legend>{t('platform')}</legend>
        {PLATFORMS.map((each) => (
          <label key={each} className="chip">
            <input
              type="checkbox"
              checked={platforms.includes(each)}
              onChange={({ target }) =>
                onChange({
                  platforms: PLATFORMS.filter((one) =>
                    one === each ? target.checked : platforms.includes(one),
                  ),
                })
              }
            />
            <span>{t(each)}</span>
          </label>
        ))}
      </fieldset>
      <label className="pick">
        <span>{t('availability')}</span>
        <select
          value={availability ?? ''}
          onChange={({ target }) => onChange({ availability: (target.value || null) as Availability | null })}
        >
          <option value="">{t('anyAvailability')}</option>
          {AVAILABILITIES.map((each) => (
            <option key={each} value={each}>
              {t(each)}
            </option>
          ))}
        </select>
      </label>
      <fieldset className="chips kinds">
        <legend className="visually-hidden">{t('kind')}</legend>
        {[null, ...KINDS].map((each) => (
          <label key={each} className="chip">
            <input
              type="radio"
              name="kind"
              checked={kind === each}
              onChange={() => onChange({ kind: each })}
            />
            <span>{each === null ? t('allKinds') : t(each)}</span>
          </label>
        ))}
      </fieldset>
      {isNarrowed(filters) && (
        <button
          type="button"
          className="quiet"
          onClick={() => onChange({ search: '', platforms: [], availability: null, kind: null })}
        >
          {t('clear')}
        </button>
      )}
    </search>
  )
}
