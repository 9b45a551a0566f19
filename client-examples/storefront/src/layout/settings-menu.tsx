import { type KeyboardEvent, useId, useRef } from 'react'
import { useStore } from '../../../shared-web/store/store.ts'
import { account } from '../session/account.ts'
import { useCurrencies } from '../settings/currencies.ts'
import { change, LOCALES, type Locale, settings, THEMES, type Theme } from '../settings/settings.ts'
import { useWords } from '../words/use-words.ts'

const LANGUAGES: Readonly<Record<Locale, string>> = { en: 'English', zh: '中文' }

export function SettingsMenu() {
  const { t } = useWords()
  const { locale, theme } = useStore(settings)
  const { known, chosen } = useCurrencies()
  const subject = useStore(account)
  const details = useRef<HTMLDetailsElement>(null)
  const closeOnEscape = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape' || !details.current?.open) return
    details.current.open = false
    details.current.querySelector('summary')?.focus()
  }
  const themes: Readonly<Record<Theme, string>> = {
    system: t('themeSystem'),
    light: t('themeLight'),
    dark: t('themeDark'),
  }
  return (
    <details className="settings" ref={details} onKeyDown={closeOnEscape}>
      <summary>
        <span className="visually-hidden">
          {t('language')}, {t('currency')}, {t('theme')}:{' '}
        </span>
        {locale === 'zh' ? '中文' : 'EN'} · {chosen}
      </summary>
      <div className="settings-panel">
        <Choice
          label={t('language')}
          value={locale}
          options={LOCALES.map((each) => [each, LANGUAGES[each]])}
          onChange={(value) => change({ locale: value as Locale })}
        />
        <Choice
          label={t('currency')}
          value={chosen}
          options={known.map((each) => [each, each])}
          onChange={(currency) => change({ currency })}
        />
        <Choice
          label={t('theme')}
          value={theme}
          options={THEMES.map((each) => [each, themes[each]])}
          onChange={(value) => change({ theme: value as Theme })}
        />
        {subject !== null && (
          <p className="signed-in">
            {t('signedInAs', { name: subject })}{' '}
            <button type="button" className="quiet" onClick={() => account.set(null)}>
              {t('signOut')}
            </button>
          </p>
        )}
      </div>
    </details>
  )
}

interface ChoiceProps {
  label: string
  value: string
  options: readonly (readonly [value: string, text: string])[]
  onChange: (value: string) => void
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  const id = useId()
  return (
    <p className="choice">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </p>
  )
}
