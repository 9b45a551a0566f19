import type { ProductToEditQuery, UpdateProductInput } from '../../graph.ts'

export type EditedProduct = NonNullable<ProductToEditQuery['product']>

/** Texts of a product in one language. */
export interface DraftTexts {
  readonly locale: string
  readonly title: string
  readonly description: string
}

export interface DraftPicture {
  /** Values of the form. */
  readonly shown: string
  readonly status: string | null
  readonly media: { readonly url: string } | { readonly uploadId: string }
}

/** The form of a product. */
export interface Draft {
  readonly texts: readonly DraftTexts[]
  readonly brand: string
  /** Empty for a new one: the gateway makes it of the title. */
  readonly handle: string
  readonly status: string
  readonly categoryIds: readonly string[]
  readonly pictures: readonly DraftPicture[]
}

/** The languages of the shop: they always have a place in the form. */
export const SHOP_LANGUAGES = ['zh', 'en'] as const

const noTexts = (locale: string): DraftTexts => ({ locale, title: '', description: '' })

export const NEW_DRAFT: Draft = {
  texts: SHOP_LANGUAGES.map(noTexts),
  brand: '',
  handle: '',
  status: 'DRAFT',
  categoryIds: [],
  pictures: [],
}

export function draftOf(product: EditedProduct): Draft {
  const { titles, descriptions, brand, handle, status, categories, media } = product
  const said = [...titles, ...descriptions].map(({ locale }) => locale)
  const textIn = (all: EditedProduct['titles'], locale: string) =>
    all.find((one) => one.locale === locale)?.text ?? ''
  return {
    texts: [...new Set([...SHOP_LANGUAGES, ...said])].map((locale) => ({
      locale,
      title: textIn(titles, locale),
      description: textIn(descriptions, locale),
    })),
    brand: brand ?? '',
    handle,
    status,
    categoryIds: categories.map(({ id }) => id),
    pictures: media.map(({ url, status: copied }) => ({
      shown: url,
      status: copied ?? null,
      media: { url },
    })),
  }
}

/** Adds a place for a language; the same draft when it is there already or is none. */
export function withLanguage(draft: Draft, code: string): Draft {
  try {
    const locale = new Intl.Locale(code.trim()).baseName
    if (draft.texts.some((one) => one.locale === locale)) return draft
    return { ...draft, texts: [...draft.texts, noTexts(locale)] }
  } catch {
    return draft
  }
}

type Changes = Omit<UpdateProductInput, 'id' | 'expectedVersion'>

/**
 * Changed fields of the form. Others are not sent, because imports no longer change what a person sets.
 */
export function changesOf(before: Draft, now: Draft): Changes {
  const moved = (name: 'title' | 'description') =>
    now.texts
      .filter((texts) => {
        const old = before.texts.find(({ locale }) => locale === texts.locale) ?? noTexts(texts.locale)
        return old[name].trim() !== texts[name].trim()
      })
      .map((texts) => ({ locale: texts.locale, text: texts[name].trim() }))
  const titles = moved('title')
  const descriptions = moved('description')
  const isOther = (name: 'categoryIds' | 'pictures') =>
    JSON.stringify(before[name]) !== JSON.stringify(now[name])
  return {
    ...(titles.length > 0 && { titles }),
    ...(descriptions.length > 0 && { descriptions }),
    ...(before.brand.trim() !== now.brand.trim() && { brand: now.brand.trim() || null }),
    ...(before.handle.trim() !== now.handle.trim() && { handle: now.handle.trim() }),
    ...(before.status !== now.status && { status: now.status as NonNullable<Changes['status']> }),
    ...(isOther('categoryIds') && { categoryIds: [...now.categoryIds] }),
    ...(isOther('pictures') && { media: now.pictures.map(({ media }) => media) }),
  }
}
