import { type SpeechOf, speechIn } from '../../../shared-web/words/speech.ts'
import { en } from './en.ts'
import { zh } from './zh.ts'

/** Every text of the pages, by name. A language that lacks one does not compile. */
export type Words = Readonly<Record<keyof typeof en, string>>
export type Word = keyof Words
export type Speech = SpeechOf<Word>

export const TABLES: Readonly<Record<string, Words>> = { en, zh }

export const speechOf = (locale: string): Speech => speechIn(TABLES[locale] ?? en, locale)
