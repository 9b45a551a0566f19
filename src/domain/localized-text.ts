/** A text in several languages: `zh` and `en` in columns of their own, further ones by locale ("fr", "zh-TW"). */
export interface LocalizedText {
  readonly zh: string | null
  readonly en: string | null
  readonly more?: Readonly<Record<string, string>> | undefined
}

/** The text in exactly this language, as it is stored; null where it has none. */
export function ownText({ zh, en, more = {} }: LocalizedText, locale: string): string | null {
  if (locale === 'zh') return zh
  return locale === 'en' ? en : (more[locale] ?? null)
}

const UNSAID = 'en'

/**
 * The text in the locale asked for (BCP 47; English when none is), else in its language, in English, in Chinese, in any
 * language; null when there is none at all.
 */
export function textIn(
  { zh, en, more = {} }: LocalizedText,
  locale: string | null | undefined,
): string | null {
  const wanted = (locale || UNSAID).toLowerCase().replaceAll('_', '-')
  const [language = UNSAID] = wanted.split('-')
  const own = new Map<string, string>()
  for (const [key, text] of Object.entries(more)) own.set(key.toLowerCase(), text)
  if (zh !== null) own.set('zh', zh)
  if (en !== null) own.set('en', en)
  for (const key of [wanted, language, 'en', 'zh']) {
    const text = own.get(key)
    if (text !== undefined) return text
  }
  const [any = null] = own.values()
  return any
}
