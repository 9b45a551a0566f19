import { useMemo } from 'react'
import { keptStore, useStore } from '../../../shared-web/store/store.ts'
import { type SpeechOf, speechIn } from '../../../shared-web/words/speech.ts'
import { en } from './en.ts'
import { zh } from './zh.ts'

/** Every text of the frame and of the catalogue's pages. A language that lacks one does not compile. */
export type Words = Readonly<Record<keyof typeof en, string>>
export type Word = keyof Words

const TABLES = { en, zh } as const satisfies Readonly<Record<string, Words>>
export type Language = keyof typeof TABLES

export const LANGUAGES: Readonly<Record<Language, string>> = { en: 'English', zh: '中文' }

/** The operator's choice; before that, the browser's language. */
export const language = keptStore<Language>('operator-language', (found) =>
  found === 'en' || found === 'zh' ? found : navigator.language.startsWith('zh') ? 'zh' : 'en',
)

export interface Speech extends SpeechOf<Word> {
  readonly locale: Language
  /** The name of a language, by its code. */
  languageName(code: string): string
}

export function useSpeech(): Speech {
  const chosen = useStore(language)
  return useMemo(() => speechOf(chosen), [chosen])
}

function speechOf(locale: Language): Speech {
  const names = new Intl.DisplayNames(locale === 'zh' ? 'zh-CN' : 'en', { type: 'language' })
  return {
    ...speechIn<Word>(TABLES[locale], locale),
    locale,
    languageName(code) {
      try {
        return names.of(code) ?? code
      } catch {
        return code
      }
    },
  }
}
