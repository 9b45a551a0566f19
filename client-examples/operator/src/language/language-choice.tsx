import { useEffect } from 'react'
import { LANGUAGES, type Language, language, useSpeech } from './speech.ts'

export function LanguageChoice() {
  const { t, locale } = useSpeech()
  useEffect(() => {
    document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en'
  }, [locale])
  return (
    <select
      aria-label={t('language')}
      value={locale}
      onChange={(event) => language.set(event.target.value as Language)}
    >
      {Object.entries(LANGUAGES).map(([code, name]) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
  )
}
