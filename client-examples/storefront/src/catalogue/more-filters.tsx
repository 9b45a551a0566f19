import { type FormEvent, useEffect, useState } from 'react'
import { useCurrencies } from '../settings/currencies.ts'
import { useWords } from '../words/use-words.ts'
import type { Facet } from './facets.ts'
import { type FilterChanges, type Filters, toggled } from './filters.ts'

interface Props {
  readonly filters: Filters
  readonly facets: readonly Facet[] | undefined
  readonly onChange: (changes: FilterChanges) => void
}

/** Values of an attribute that are shown at first. */
const FEW = 8

/** Less used filters: a range of prices, and attributes of the goods in the list. */
export function MoreFilters({ filters, facets, onChange }: Props) {
  const { t, number } = useWords()
  const { attributes, min, max } = filters
  const chosen =
    Object.values(attributes).reduce((sum, values) => sum + values.length, 0) + (min || max ? 1 : 0)
  const [isOpen, setIsOpen] = useState(chosen > 0)
  // A chosen value is shown even where nothing of the list has it any more: it can be taken back.
  const known = facets?.filter(({ kind }) => kind === 'ATTRIBUTE') ?? []
  const gone = Object.keys(attributes).filter((name) => known.every((facet) => facet.name !== name))
  const shown = [...known, ...gone.map((name) => ({ name, label: name, values: [] }))]
  return (
    <details className="more-filters" open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        {t('moreFilters')} {chosen > 0 && <small>{number(chosen)}</small>}
      </summary>
      <div className="more-panel">
        <PriceRange min={min} max={max} onChange={onChange} />
        {shown.map(({ name, label, values }) => (
          <Attribute
            key={name}
            name={name}
            label={label}
            values={values}
            chosen={attributes[name] ?? []}
            onToggle={(value) => onChange({ attributes: toggled(attributes, name, value) })}
          />
        ))}
      </div>
    </details>
  )
}

interface AttributeProps {
  readonly name: string
  readonly label: string
  readonly values: Facet['values']
  readonly chosen: readonly string[]
  readonly onToggle: (value: string) => void
}

function Attribute({ name, label, values, chosen, onToggle }: AttributeProps) {
  const { t, number } = useWords()
  const [all, setAll] = useState(false)
  const gone = chosen.filter((value) => values.every((one) => one.value !== value))
  const listed = [...gone.map((value) => ({ value, label: value, count: 0 })), ...values]
  const shown = listed.filter(({ value }, at) => all || at < FEW || chosen.includes(value))
  return (
    <fieldset className="chips">
      <legend>{label}</legend>
      {shown.map((one) => (
        <label key={one.value} className="chip">
          <input
            type="checkbox"
            name={name}
            checked={chosen.includes(one.value)}
            onChange={() => onToggle(one.value)}
          />
          <span>
            {one.label} <small>{number(one.count)}</small>
          </span>
        </label>
      ))}
      {shown.length < listed.length && (
        <button type="button" className="quiet" onClick={() => setAll(true)}>
          {t('moreValues', { n: listed.length - shown.length })}
        </button>
      )}
    </fieldset>
  )
}

const AMOUNT = '[0-9]{1,9}([.][0-9]{1,2})?'

function PriceRange({ min, max, onChange }: Pick<Filters, 'min' | 'max'> & Pick<Props, 'onChange'>) {
  const { t } = useWords()
  const { chosen: currency } = useCurrencies()
  const [typed, setTyped] = useState({ min, max })
  // Back, forward and "clear" change it from outside.
  useEffect(() => setTyped({ min, max }), [min, max])
  const apply = (event: FormEvent) => {
    event.preventDefault()
    onChange(typed)
  }
  return (
    <form className="price-range" onSubmit={apply}>
      <fieldset className="chips">
        <legend>{t('priceRange', { currency })}</legend>
        {(['min', 'max'] as const).map((end) => (
          <input
            key={end}
            aria-label={`${t('priceRange', { currency })}, ${t(end === 'min' ? 'priceMin' : 'priceMax')}`}
            placeholder={t(end === 'min' ? 'priceMin' : 'priceMax')}
            inputMode="decimal"
            pattern={AMOUNT}
            value={typed[end]}
            onChange={({ target }) => setTyped((now) => ({ ...now, [end]: target.value.trim() }))}
          />
        ))}
        <button type="submit">{t('apply')}</button>
      </fieldset>
    </form>
  )
}
