import { useId, useMemo, useState } from 'react'
import type { AddressInput } from '../../../generated/storefront/graphql.ts'
import type { Word } from '../words/speech.ts'
import { useWords } from '../words/use-words.ts'
import { type CountryFields, fieldsOfCountry } from './fields-of-country.ts'

type FieldName = keyof AddressInput & string

interface AddressField {
  readonly name: FieldName
  readonly word: Word
  /** The name that browsers fill it by. */
  readonly complete: string
}

const ALWAYS: readonly AddressField[] = [
  { name: 'name', word: 'fieldName', complete: 'name' },
  { name: 'line1', word: 'fieldLine1', complete: 'address-line1' },
  { name: 'line2', word: 'fieldLine2', complete: 'address-line2' },
]

/** Those that not every country has. */
const BY_COUNTRY: readonly (AddressField & { readonly name: keyof CountryFields })[] = [
  { name: 'postalCode', word: 'fieldPostalCode', complete: 'postal-code' },
  { name: 'city', word: 'fieldCity', complete: 'address-level2' },
  { name: 'region', word: 'fieldRegion', complete: 'address-level1' },
]

const COUNTRIES =
  'AE AT AU BE BR CA CH CL CZ DE DK ES FI FR GB GR HK HU ID IE IL IN IS IT JP KR LU MO MX MY NL NO NZ PH PL PT SA SE SG TH TR TW US VN ZA'.split(
    ' ',
  )

/** The fields of the chosen country, which comes first because the others follow it. */
export function AddressFields({ wrong }: { wrong: ReadonlySet<string> }) {
  const { t } = useWords()
  const [country, setCountry] = useState(homeCountry)
  const fields = fieldsOfCountry(country)
  const optional = (word: Word) => t('optional', { field: t(word) })
  return (
    <fieldset className="address">
      <legend>{t('whereTo')}</legend>
      <CountryField country={country} onChoose={setCountry} wrong={wrong.has('country')} />
      {ALWAYS.map(({ name, word, complete }) => (
        <Field
          key={name}
          name={name}
          label={name === 'line2' ? optional(word) : t(word)}
          complete={complete}
          required={name !== 'line2'}
          wrong={wrong.has(name)}
        />
      ))}
      {BY_COUNTRY.filter(({ name }) => fields[name] !== 'none').map(({ name, word, complete }) => (
        <Field
          key={name}
          name={name}
          label={fields[name] === 'required' ? t(word) : optional(word)}
          complete={complete}
          required={fields[name] === 'required'}
          wrong={wrong.has(name)}
        />
      ))}
      <Field
        name="phone"
        type="tel"
        label={t('fieldPhone')}
        complete="tel"
        required
        wrong={wrong.has('phone')}
      />
    </fieldset>
  )
}

function homeCountry(): string {
  const home = new Intl.Locale(navigator.language).region
  return COUNTRIES.find((code) => code === home) ?? ''
}

interface FieldProps {
  name: FieldName
  label: string
  complete: string
  required: boolean
  wrong: boolean
  type?: string
}

function Field({ name, label, complete, required, wrong, type = 'text' }: FieldProps) {
  const { t } = useWords()
  const id = useId()
  return (
    <p className={`field field-${name}`}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        type={type}
        required={required}
        maxLength={200}
        autoComplete={`shipping ${complete}`}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
      />
      {wrong && (
        <span id={`${id}-wrong`} className="field-error">
          {t('fieldWrong')}
        </span>
      )}
    </p>
  )
}

interface CountryFieldProps {
  /** ISO 3166-1 alpha-2; empty until one is chosen. */
  country: string
  onChoose: (country: string) => void
  wrong: boolean
}

function CountryField({ country, onChoose, wrong }: CountryFieldProps) {
  const { t, locale } = useWords()
  const id = useId()
  const options = useMemo(() => {
    const names = new Intl.DisplayNames(locale === 'zh' ? 'zh-CN' : 'en', { type: 'region' })
    return COUNTRIES.map((code) => [code, names.of(code) ?? code] as const).sort(([, one], [, other]) =>
      one.localeCompare(other, locale),
    )
  }, [locale])
  return (
    <p className="field field-country">
      <label htmlFor={id}>{t('fieldCountry')}</label>
      <select
        id={id}
        name="country"
        required
        autoComplete="shipping country"
        aria-invalid={wrong}
        value={country}
        onChange={(event) => onChoose(event.target.value)}
      >
        <option value="" disabled hidden />
        {options.map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </p>
  )
}
