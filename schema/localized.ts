import { z } from 'zod'
import { LONGEST_DESCRIPTION } from '../src/catalogue/index.ts'
import type { LocalizedText } from '../src/domain/localized-text.ts'
import { builder } from './builder.ts'
import { longest } from './text-length.ts'

export const LOCALE_DESCRIPTION =
  'Language as in BCP 47, such as "zh" or "en" (default). Missing texts fall back to its language, then English, Chinese, any.'

const Titles = z.record(z.string(), z.string())
const Texts = z.record(
  z.string(),
  z.object({ title: z.string().optional(), description: z.string().optional() }),
)

/** Of a column { locale: text }. */
export const titlesOf = (column: unknown): Record<string, string> => Titles.parse(column)

/** Of a column { locale: { title, description } }, one of the two. */
export function textsOf(column: unknown, field: 'title' | 'description'): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [locale, text] of Object.entries(Texts.parse(column))) {
    const one = text[field]
    if (one !== undefined) texts[locale] = one
  }
  return texts
}

interface OwnText {
  readonly locale: string
  readonly text: string
}

export const LocalizedTextRef = builder.objectRef<OwnText>('LocalizedText').implement({
  description: 'A text in one language, as somebody wrote it.',
  fields: (t) => ({
    locale: t.exposeString('locale', { description: 'Language as in BCP 47, such as "zh" or "fr".' }),
    text: t.exposeString('text', { description: 'The text.' }),
  }),
})

/** Every language that has a text of its own, Chinese and English first: forms show these, without a fallback. */
export function ownTexts({ zh, en, more = {} }: LocalizedText): OwnText[] {
  const all = [['zh', zh], ['en', en], ...Object.entries(more)] as const
  return all.flatMap(([locale, text]) => (text ? [{ locale, text }] : []))
}

export const LocalizedTextInputRef = builder.inputType('LocalizedTextInput', {
  description: 'A text in one language.',
  fields: (t) => ({
    locale: t.string({ required: true, description: 'Language as in BCP 47, such as "fr" or "zh-TW".' }),
    text: t.string({
      required: true,
      description: 'The text. Empty: none in this language.',
      extensions: longest(LONGEST_DESCRIPTION),
    }),
  }),
})

/** Of `titles` and `descriptions`, which say the same of languages. */
export const TEXTS_DESCRIPTION =
  'In further languages, each once; "zh" and "en" may stand here or in the short forms, not in both.'
