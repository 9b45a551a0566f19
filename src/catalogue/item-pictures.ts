import type { Item } from '../connectors/item-source.ts'
import type { PictureSet, SetPictures } from '../media/index.ts'
import type { Tx } from '../store/transaction.ts'
import type { Choice } from './item-choices.ts'
import type { WrittenProduct } from './item-product.ts'
import type { WrittenSku } from './item-skus.ts'

/**
 * Pictures of an item and of its choices become those of the product and its SKUs, unless a person has set them. They show
 * from where they come until they are copied. An item that tells of no picture leaves what there is.
 */
export async function writeItemPictures(
  tx: Tx,
  setPictures: SetPictures,
  item: Item,
  { id: productId, changes }: WrittenProduct,
  choices: readonly Choice[],
  skus: readonly WrittenSku[],
): Promise<void> {
  const before = await sourcesOf(tx, productId)
  const told = (before.get(null) ?? []).join('\n') || null
  const sets: PictureSet[] = []
  if (item.images.length > 0) {
    if (changes.isByHand('media')) changes.differs('media', told, item.images.join('\n'))
    else sets.push({ skuId: null, pictures: item.images.map((url) => ({ url })) })
  }
  for (const { sku, url } of picturesOfChoices(item, choices, skus))
    if (!sku.changes.isByHand('media') && before.get(sku.id)?.[0] !== url)
      sets.push({ skuId: sku.id, pictures: [{ url }] })
  if (sets.length === 0) return
  const changed = await setPictures(tx, { productId, sets, from: 'MARKETPLACE' })
  if (changed.size === 0) return
  const after = await sourcesOf(tx, productId)
  if (changed.has(null)) changes.differs('media', told, (after.get(null) ?? []).join('\n') || null)
  for (const sku of skus)
    if (changed.has(sku.id))
      sku.changes.differs('media', before.get(sku.id)?.[0] ?? null, after.get(sku.id)?.[0] ?? null)
}

/** An item without choices has its picture as the product's. */
function picturesOfChoices(item: Item, choices: readonly Choice[], skus: readonly WrittenSku[]) {
  if (item.skus.length === 0) return []
  return choices.flatMap(({ imageUrl }, index) => {
    const sku = skus[index]
    return sku && imageUrl !== null ? [{ sku, url: imageUrl }] : []
  })
}

/** Where pictures come from, in their order, by SKU; null: the product's own. */
async function sourcesOf(tx: Tx, productId: string): Promise<ReadonlyMap<string | null, readonly string[]>> {
  const rows = await tx.media.findMany({
    where: { productId, sourceUrl: { not: null } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { skuId: true, sourceUrl: true },
  })
  const sources = new Map<string | null, string[]>()
  for (const { skuId, sourceUrl } of rows)
    sources.set(skuId, [...(sources.get(skuId) ?? []), sourceUrl ?? ''])
  return sources
}
