import type { Item } from '../connectors/item-source.ts'
import type { SetPictures } from '../media/index.ts'
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
  const from = 'MARKETPLACE'
  if (item.images.length > 0) {
    const told = (before.get(null) ?? []).join('\n') || null
    if (changes.isByHand('media')) changes.differs('media', told, item.images.join('\n'))
    else if (await setPictures(tx, { productId, pictures: item.images.map((url) => ({ url })), from }))
      changes.differs('media', told, ((await sourcesOf(tx, productId)).get(null) ?? []).join('\n') || null)
  }
  // An item without choices has its picture as the product's.
  if (item.skus.length === 0) return
  for (const [index, { imageUrl }] of choices.entries()) {
    const sku = skus[index]
    if (!sku || imageUrl === null || sku.changes.isByHand('media')) continue
    const [told = null] = before.get(sku.id) ?? []
    if (told === imageUrl) continue
    if (await setPictures(tx, { productId, skuId: sku.id, pictures: [{ url: imageUrl }], from }))
      sku.changes.differs('media', told, imageUrl)
  }
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
