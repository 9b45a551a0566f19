import { createHash } from 'node:crypto'
import { ownText } from '../../domain/localized-text.ts'
import {
  ATTRIBUTE_PARTS,
  attributesLine,
  attributeText,
  isMachineText,
  type SkuAttribute,
  sameAttributes,
  sourceText,
  withAttributeText,
} from '../../domain/sku-attribute.ts'
import { hasChinese } from '../../domain/text.ts'
import { titleText, titleWithOptions } from '../item-choices.ts'
import { DESCRIPTION, fieldOfLocale, type TextFields, TITLE } from '../localized-input.ts'
import type { MachineTexts } from '../machine-texts.ts'
import type { FieldChange } from '../record-changes.ts'
import { columnsOf, storedText, type TextColumns } from '../texts.ts'

/** Texts of sources are Chinese. */
export const SOURCE_LOCALE = 'zh'

/** An alias, which can stand for a row. */
export type ProductTexts = {
  readonly titleZh: string | null
  readonly titleEn: string | null
  readonly descriptionZh: string | null
  readonly descriptionEn: string | null
  readonly texts: unknown
  readonly machineTexts: MachineTexts
  readonly editedFields: readonly string[]
}

export interface SkuTexts {
  readonly id: string
  readonly titleZh: string | null
  readonly titleEn: string | null
  readonly titles: Readonly<Record<string, string>>
  readonly attributes: readonly SkuAttribute[]
  readonly machineTexts: MachineTexts
  readonly editedFields: readonly string[]
}

export interface Wanted {
  readonly locales: readonly string[]
  readonly descriptions: boolean
}

/** A translation of a text; undefined while there is none. */
export type Lookup = (text: string, locale: string) => string | undefined

interface Written<Data> {
  readonly data: Data & { readonly machineTexts: MachineTexts }
  readonly changes: readonly FieldChange[]
}
export interface SkuData {
  readonly titleEn?: string | null
  readonly titles: Readonly<Record<string, string>>
  readonly attributes: readonly SkuAttribute[]
}
export interface TranslatedTexts {
  /** Null: nothing changes. */
  readonly product: Written<TextColumns> | null
  readonly skus: readonly (Written<SkuData> & { readonly id: string })[]
  /** Texts that lack a translation. */
  readonly missing: readonly { readonly text: string; readonly locale: string }[]
}

/** SHA-256, hex: the key under which a translation is remembered. */
export const hashOfText = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Texts of a product and of its SKUs after applying the translations that `lookup` knows. A text that is there
 * stays, be it a person's or the source's own; one that a machine made follows when its source text has changed.
 */
export function translatedTexts(
  product: ProductTexts,
  skus: readonly SkuTexts[],
  wanted: Wanted,
  lookup: Lookup,
): TranslatedTexts {
  const missing = new Map<string, { text: string; locale: string }>()
  const translated = (text: string, locale: string): string | undefined => {
    const known = lookup(text, locale)
    if (known === undefined) missing.set(`${locale} ${text}`, { text, locale })
    return known
  }
  const written = translatedProduct(product, wanted, translated)
  const after = { ...product, ...written?.data }
  return {
    product: written,
    skus: skus.flatMap((sku) => translatedSku(sku, after, wanted, translated) ?? []),
    missing: [...missing.values()],
  }
}

function translatedProduct(
  product: ProductTexts,
  { locales, descriptions }: Wanted,
  lookup: Lookup,
): Written<TextColumns> | null {
  const machineTexts = { ...product.machineTexts }
  const changes: FieldChange[] = []
  const texts = { titles: new Map<string, string>(), descriptions: new Map<string, string>() }
  const parts: (readonly ['title' | 'description', TextFields, Map<string, string>])[] = [
    ['title', TITLE, texts.titles],
    ...(descriptions ? ([['description', DESCRIPTION, texts.descriptions]] as const) : []),
  ]
  for (const [name, fields, made] of parts) {
    const source = storedText(product, name, SOURCE_LOCALE)
    if (source === null || !hasChinese(source)) continue
    const hash = hashOfText(source)
    for (const locale of locales) {
      const field = fieldOfLocale(fields, locale)
      const before = storedText(product, name, locale)
      if (product.editedFields.includes(field) || isUpToDate(before, machineTexts[field], hash)) continue
      const text = lookup(source, locale)
      if (text === undefined) continue
      const after = name === 'title' ? titleText(text) : text
      machineTexts[field] = hash
      made.set(locale, after)
      changes.push({ field, before, after })
    }
  }
  if (changes.length === 0) return null
  return { data: { ...columnsOf(texts, product.texts), machineTexts }, changes }
}

/** A text without a mark is the source's own. */
const isUpToDate = (text: string | null, mark: string | undefined, hash: string): boolean =>
  text !== null && (mark === undefined || mark === hash)

function translatedSku(
  sku: SkuTexts,
  product: ProductTexts,
  { locales }: Wanted,
  lookup: Lookup,
): (Written<SkuData> & { readonly id: string }) | null {
  let { attributes } = sku
  const machineTexts = { ...sku.machineTexts }
  const changes: FieldChange[] = []
  const titles = new Map<string, string>()
  for (const locale of locales) {
    const before = attributes
    attributes = before.map((attribute) => translatedAttribute(attribute, locale, lookup))
    if (!sameAttributes(before, attributes))
      changes.push({
        field: `attributes.${locale}`,
        before: attributesLine(before, locale),
        after: attributesLine(attributes, locale),
      })
    const field = fieldOfLocale(TITLE, locale)
    const stored = ownText({ zh: sku.titleZh, en: sku.titleEn, more: sku.titles }, locale)
    const mark = machineTexts[field]
    if (sku.titleZh === null || !hasChinese(sku.titleZh) || sku.editedFields.includes(field)) continue
    // One of the source's own.
    if (stored !== null && mark === undefined) continue
    const text = sku.editedFields.includes('titleZh')
      ? isUpToDate(stored, mark, hashOfText(sku.titleZh))
        ? stored
        : lookup(sku.titleZh, locale)
      : joinedTitle(product, attributes, locale)
    if (text == null || text === stored) continue
    const after = titleText(text)
    machineTexts[field] = hashOfText(sku.titleZh)
    titles.set(locale, after)
    changes.push({ field, before: stored, after })
  }
  if (changes.length === 0) return null
  const { en, ...others } = Object.fromEntries(titles)
  const data = {
    ...(en !== undefined && { titleEn: en }),
    titles: { ...sku.titles, ...others },
    attributes,
    machineTexts,
  }
  return { id: sku.id, data, changes }
}

/** The product's title and the options, as in its Chinese title: the same words are not paid for twice. */
function joinedTitle(
  product: ProductTexts,
  attributes: readonly SkuAttribute[],
  locale: string,
): string | null {
  const source = product.titleZh ?? ''
  const title = storedText(product, 'title', locale) ?? (hasChinese(source) ? null : source)
  return title ? titleWithOptions(title, attributes, locale) : null
}

function translatedAttribute(attribute: SkuAttribute, locale: string, lookup: Lookup): SkuAttribute {
  let after = attribute
  for (const part of ATTRIBUTE_PARTS) {
    const source = sourceText(attribute, part)
    if (source === null || !hasChinese(source) || attributeText(attribute, part, locale) !== null) continue
    if (isMachineText(attribute, part, locale)) continue
    const text = lookup(source, locale)
    if (text !== undefined) after = withAttributeText(after, part, locale, text, true)
  }
  return after
}
