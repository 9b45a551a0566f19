/** Picks the text of a locale such as "zh-CN" or "en". English is the default; what is missing falls back to the original. */
export function localized(texts: { zh: string; en: string | null }, locale: string | null | undefined): string
export function localized(
  texts: { zh: string | null; en: string | null },
  locale: string | null | undefined,
): string | null
export function localized(
  texts: { zh: string | null; en: string | null },
  locale: string | null | undefined,
): string | null {
  const wantsOriginal = locale?.toLowerCase().split(/[-_]/)[0] === 'zh'
  return wantsOriginal ? (texts.zh ?? texts.en) : (texts.en ?? texts.zh)
}

export const LOCALE_DESCRIPTION =
  'Language, such as "zh" or "en" (default); falls back to the language there is.'
