import type { Item, ItemSku } from '../connectors/item-source.ts'
import type { OfferAttribute } from '../connectors/marketplace.ts'
import {
  ATTRIBUTE_PARTS,
  type AttributePart,
  attributeText,
  isMachineText,
  type SkuAttribute,
  sourceText,
  withAttributeText,
} from '../domain/sku-attribute.ts'
import { hasChinese, storable } from '../domain/text.ts'
import { localeOf } from './localized-input.ts'

/** One choice of an item as it becomes a SKU; an item without choices has one. */
export type Choice = Pick<
  ItemSku,
  'externalSkuId' | 'outerId' | 'price' | 'quantity' | 'quantityKnown' | 'attributes' | 'imageUrl'
> & { readonly purchaseRef?: string }

/** The choices of an item. `externalSkuId` is '' where there is nothing to choose. */
export function choicesOf(item: Item): readonly Choice[] {
  if (item.skus.length > 0) return item.skus
  const { price, quantity, quantityKnown = true, imageUrl } = item
  return [{ externalSkuId: '', outerId: null, price, quantity, quantityKnown, imageUrl, attributes: [] }]
}

const LONGEST_TITLE = 500

/** A title as we keep it: longer ones are cut. */
export const titleText = (text: string): string => storable(text.slice(0, LONGEST_TITLE))

/** Title of a choice: the item and its options. */
export function choiceTitle({ title }: Item, { attributes }: Choice): string {
  return titleText([title, ...attributes.map(({ value }) => value)].join(' '))
}

/** The source's own titles in further languages, by locale. */
export function sourceTitles({ titles }: Pick<Item, 'titles'>): ReadonlyMap<string, string> {
  return new Map(
    titles.flatMap(({ locale, text }) => {
      const known = localeOf(locale)
      return known === null || known === 'zh' || text === '' ? [] : [[known, titleText(text)] as const]
    }),
  )
}

/** Titles of a choice in further languages, if its source has all words in them. */
export function choiceTitles(item: Item, { attributes }: Choice): ReadonlyMap<string, string> {
  const stored = attributesOf(attributes)
  const titles = new Map<string, string>()
  for (const [locale, title] of sourceTitles(item)) {
    const whole = titleWithOptions(title, stored, locale)
    if (whole !== null) titles.set(locale, whole)
  }
  return titles
}

/** A title with the options behind it, in one language; null where an option is Chinese and not translated into it. */
export function titleWithOptions(
  title: string,
  attributes: readonly SkuAttribute[],
  locale: string,
): string | null {
  const values = attributes.map((attribute) => {
    const source = sourceText(attribute, 'value') ?? attribute.value
    return attributeText(attribute, 'value', locale) ?? (hasChinese(source) ? null : source)
  })
  return values.includes(null) ? null : titleText([title, ...values].join(' '))
}

/**
 * The attributes of a choice as they are kept. Translations of texts that have not changed stay, but for those that the
 * source gives now.
 */
export function attributesOf(
  told: readonly OfferAttribute[],
  before: readonly SkuAttribute[] = [],
): SkuAttribute[] {
  return told.map(({ name, value, names = [], values = [] }) => {
    let attribute: SkuAttribute = { name, value, nameZh: name, valueZh: value }
    for (const part of ATTRIBUTE_PARTS) {
      const same = before.find(
        (one) => sourceText(one, 'name') === name && sourceText(one, part) === sourceText(attribute, part),
      )
      if (same) attribute = withTextsOf(attribute, same, part)
    }
    for (const [part, texts] of [
      ['name', names],
      ['value', values],
    ] as const)
      for (const { locale, text } of texts) {
        const known = localeOf(locale)
        if (known !== null && known !== 'zh' && text !== '')
          attribute = withAttributeText(attribute, part, known, text, false)
      }
    return attribute
  })
}

function withTextsOf(attribute: SkuAttribute, other: SkuAttribute, part: AttributePart): SkuAttribute {
  const more = (part === 'name' ? other.names : other.values) ?? {}
  return ['en', ...Object.keys(more)].reduce((one, locale) => {
    const text = attributeText(other, part, locale)
    return text === null
      ? one
      : withAttributeText(one, part, locale, text, isMachineText(other, part, locale))
  }, attribute)
}

/**
 * The row that stands for a choice: of the same id, else the only row of an item that has one choice now. Sources name
 * the single choice of an item differently, or not at all.
 */
export function rowOf<Row extends { readonly externalSkuId: string }>(
  choice: Pick<Choice, 'externalSkuId'>,
  choices: readonly unknown[],
  rows: readonly Row[],
): Row | undefined {
  const same = rows.find((row) => row.externalSkuId === choice.externalSkuId)
  return same ?? (choices.length === 1 && rows.length === 1 ? rows[0] : undefined)
}
