import type { Item } from '../../item-source.ts'
import type { OfferAttribute } from '../../marketplace.ts'

/** The item with the texts of a reading of the same item in another language. */
export function withLanguage(item: Item, other: Item, locale: string): Item {
  const skus = new Map(other.skus.map((sku) => [sku.externalSkuId, sku.attributes]))
  return {
    ...item,
    titles: other.title === item.title ? item.titles : [...item.titles, { locale, text: other.title }],
    skus: item.skus.map((sku) => {
      const translated = skus.get(sku.externalSkuId) ?? []
      // By their places: without one for each there is no telling which is which.
      if (translated.length !== sku.attributes.length) return sku
      return {
        ...sku,
        attributes: sku.attributes.map((one, at) => inLanguage(one, translated[at] ?? one, locale)),
      }
    }),
  }
}

function inLanguage(one: OfferAttribute, other: OfferAttribute, locale: string): OfferAttribute {
  const { names = [], values = [] } = one
  return {
    ...one,
    ...(other.name !== one.name && { names: [...names, { locale, text: other.name }] }),
    ...(other.value !== one.value && { values: [...values, { locale, text: other.value }] }),
  }
}
