import { z } from 'zod'
import { tidiedLine } from '../domain/input-schemas.ts'
import { isStorable } from '../domain/text.ts'

/** Names of the inputs that give one text in several languages: short forms for Chinese and English, and a list. */
export interface TextFields {
  readonly zh: string
  readonly en: string
  readonly list: string
}
export const TITLE = { zh: 'titleZh', en: 'titleEn', list: 'titles' } as const
export const DESCRIPTION = { zh: 'descriptionZh', en: 'descriptionEn', list: 'descriptions' } as const
export const NAME = { zh: 'nameZh', en: 'nameEn', list: 'names' } as const

const MAX_LANGUAGES = 40

/** A name or title: one line, tidied; an empty one means none. */
export const line = (max: number) => tidiedLine(max).transform((text) => text || null)

/** Text of several lines; an empty one means none. */
export const lines = (max: number) =>
  z
    .string()
    .max(max, `has to be at most ${max} characters`)
    .refine(isStorable, 'must not contain NUL or half of a character')
    .transform((text) => text.trim() || null)

/** The list of a `TextFields`. Null and absent both mean that no language is named. */
export const textList = (text: z.ZodType<string | null, string>) =>
  z
    .array(z.object({ locale: z.string(), text }))
    .max(MAX_LANGUAGES, `takes at most ${MAX_LANGUAGES} languages`)
    .nullish()

/** The canonical form of a BCP 47 tag: `zh_tw` is none, `ZH-tw` is `zh-TW`; null for anything but a language. */
export function localeOf(tag: string): string | null {
  try {
    const { language, baseName } = new Intl.Locale(tag.trim())
    return /^[a-z]{2,3}$/.test(language) && language !== 'und' && baseName.length <= 35 ? baseName : null
  } catch {
    return null
  }
}

type Given = Readonly<Record<string, unknown>>
type Entry = { readonly locale: string; readonly text: string | null }

/** A check of an object: each locale is one, and given once, be it by its short form or in the list. */
export function oneTextPerLocale(fields: TextFields) {
  return ({ value, issues }: z.core.ParsePayload<Given>): void => {
    const taken = new Map<string, string>()
    if (value[fields.zh] !== undefined) taken.set('zh', fields.zh)
    if (value[fields.en] !== undefined) taken.set('en', fields.en)
    for (const [at, { locale }] of ((value[fields.list] ?? []) as readonly Entry[]).entries()) {
      const say = (message: string) =>
        issues.push({ code: 'custom', path: [fields.list, at, 'locale'], message, input: locale })
      const known = localeOf(locale)
      if (known === null)
        say(`${JSON.stringify(locale.slice(0, 40))} is not a BCP 47 language, such as "fr" or "zh-TW"`)
      else if (taken.has(known)) say(`${known} is given twice, in ${taken.get(known)} as well`)
      else taken.set(known, `${fields.list}.${at}`)
    }
  }
}

/** Text of each locale in the input, `zh` and `en` among them; null: remove it. Absent ones stay. */
export function textsByLocale(value: Given, fields: TextFields): Map<string, string | null> {
  const texts = new Map<string, string | null>()
  for (const locale of ['zh', 'en'] as const) {
    const text = value[fields[locale]]
    if (text !== undefined) texts.set(locale, text as string | null)
  }
  for (const { locale, text } of (value[fields.list] ?? []) as readonly Entry[]) {
    const known = localeOf(locale)
    if (known !== null) texts.set(known, text)
  }
  return texts
}

/** Name of the field of one locale, in audit trail, feed and marks: `titleEn`, `titles.fr`. */
export function fieldOfLocale(fields: TextFields, locale: string): string {
  return locale === 'zh' || locale === 'en' ? fields[locale] : `${fields.list}.${locale}`
}
