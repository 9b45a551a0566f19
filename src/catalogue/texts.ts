/** Texts by locale, `zh` and `en` among them; null: none. */
type Texts = ReadonlyMap<string, string | null>

type More = Record<string, { title?: string; description?: string }>

export interface TextColumns {
  readonly titleZh?: string | null
  readonly titleEn?: string | null
  readonly descriptionZh?: string | null
  readonly descriptionEn?: string | null
  /** Further languages. */
  readonly texts: More
}

/** A product's columns with these titles and descriptions; absent ones are left out. */
export function columnsOf(
  { titles, descriptions }: { readonly titles: Texts; readonly descriptions: Texts },
  before: unknown = {},
): TextColumns {
  const texts = structuredClone(before) as More
  const columns: Record<string, string | null> = {}
  for (const [name, given] of [
    ['title', titles],
    ['description', descriptions],
  ] as const)
    for (const [locale, text] of given) {
      if (locale === 'zh' || locale === 'en') {
        columns[`${name}${locale === 'zh' ? 'Zh' : 'En'}`] = text
        continue
      }
      const { [name]: _, ...others } = texts[locale] ?? {}
      const said = text === null ? others : { ...others, [name]: text }
      if (Object.keys(said).length > 0) texts[locale] = said
      else delete texts[locale]
    }
  return { ...columns, texts }
}

/** The text of one locale as it is stored. */
export function storedText(
  row: Readonly<Record<string, unknown>> & { readonly texts?: unknown },
  name: 'title' | 'description',
  locale: string,
): string | null {
  if (locale === 'zh' || locale === 'en')
    return (row[`${name}${locale === 'zh' ? 'Zh' : 'En'}`] as string | null) ?? null
  return ((row.texts ?? {}) as More)[locale]?.[name] ?? null
}

/** Titles of further languages, by locale. @param texts as products have them */
export function titlesOf(texts: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts as More).flatMap(([locale, { title }]) => (title ? [[locale, title]] : [])),
  )
}
