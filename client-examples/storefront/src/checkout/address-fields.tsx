import { useId, useMemo } from 'react'
import type { AddressInput } from '../../../generated/storefront/graphql.ts'
import type { Word } from '../words/speech.ts'
import { useWords } from '../words/use-words.ts'

type FieldName = keyof AddressInput & string

/** In the order of a letter, with the names that browsers fill them by. */
const FIELDS: readonly { name: FieldName; word: Word; complete: string; required: boolean }[] = [
  { name: 'name', word: 'fieldName', complete: 'name', required: true },
  { name: 'line1', word: 'fieldLine1', complete: 'address-line1', required: true },
  { name: 'line2', word: 'fieldLine2', complete: 'address-line2', required: false },
  { name: 'postalCode', word: 'fieldPostalCode', complete: 'postal-code', required: true },
  { name: 'city', word: 'fieldCity', complete: 'address-level2', required: true },
  { name: 'region', word: 'fieldRegion', complete: 'address-level1', required: false },
]

const COUNTRIES =
  'AE AT AU BE BR CA CH CL CZ DE DK ES FI FR GB GR HK HU ID IE IL IN IS IT JP KR LU MO MX MY NL NO NZ PH PL PT SA SE SG TH TR TW US VN ZA'.split(
    ' ',
  )

export function AddressFields({ wrong }: { wrong: ReadonlySet<string> }) {
  const { t } = useWords()
  return (
    <fieldset className="address">
      <legend>{t('whereTo')}</legend>
      {FIELDS.map(({ name, word, complete, required }) => (
        <Field
          key={name}
          name={name}
          label={t(word)}
          complete={complete}
          required={required}
          wrong={wrong.has(name)}
        />
      ))}
      <CountryField wrong={wrong.has('country')} />
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

function CountryField({ wrong }: { wrong: boolean }) {
  const { t, locale } = useWords()
  const id = useId()
  const options = useMemo(() => {
    const names = new Intl.DisplayNames(locale === 'zh' ? 'zh-CN' : 'en', { type: 'region' })
    return COUNTRIES.map((code) => [code, names.of(code) ?? code] as const).sort(([, one], [, other]) =>
      one.localeCompare(other, locale),
    )
  }, [locale])
  const home = new Intl.Locale(navigator.language).region
  return (
    <p className="field field-country">
      <label htmlFor={id}>{t('fieldCountry')}</label>
      <select
        id={id}
        name="country"
        required
        autoComplete="shipping country"
        aria-invalid={wrong}
        defaultValue={COUNTRIES.find((code) => code === home) ?? ''}
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
