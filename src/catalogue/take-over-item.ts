import { v7 } from 'uuid'
import type { Item } from '../connectors/item-source.ts'
import type { ListingPayload } from '../domain/feed-event.ts'
import type { Platform } from '../domain/platform.ts'
import { MAX_QUANTITY } from '../domain/stock.ts'
import type { SetPictures } from '../media/index.ts'
import type { Prisma } from '../store/database.ts'
import { listingChanged, lockListings, removeListings, type StoredListing } from '../store/listing.ts'
import { appendToOutbox } from '../store/outbox.ts'
import type { Tx } from '../store/transaction.ts'
import { watchItem } from '../store/watched-item.ts'
import type { ImportFieldChange } from './field-changes.ts'
import { type Choice, choicesOf, choiceTitle, rowOf } from './item-choices.ts'
import { writeItemPictures } from './item-pictures.ts'
import {
  createItemProduct,
  type ProductWishes,
  publishItemProduct,
  refreshItemProduct,
  type WrittenProduct,
} from './item-product.ts'
import { createItemSkus, readItemSkus, refreshItemSku, type WrittenSku } from './item-skus.ts'
import { lockItems } from './lock-items.ts'
import { type MovedCost, moveCosts } from './move-costs.ts'
import { judgeOffers, type ReadListing } from './prices/judge-offers.ts'
import { type ChangedBy, recordChanges } from './record-changes.ts'

/** A SKU of ours that an item's choice became. `externalSkuId` is '' for an item without choices. */
export interface TakenSku {
  readonly skuId: string
  readonly externalSkuId: string
  readonly created: boolean
  /** Stock of its seller; null if the source does not say. */
  readonly quantity: number | null
}

export interface TakenItem {
  readonly productId: string
  readonly outcome: 'CREATED' | 'UPDATED' | 'UNCHANGED'
  /** Fields of the product, and of its SKUs as `CODE.field`. */
  readonly changes: readonly ImportFieldChange[]
  readonly skus: readonly TakenSku[]
}

/** Dependencies of importing items. */
export interface TakeOverDeps {
  /** Begins the codes of SKUs that come from this marketplace, one or two letters. */
  readonly codePrefix: (platform: Platform) => string
  readonly setPictures: SetPictures
}

export interface TakeOver extends ProductWishes {
  readonly platform: Platform
  readonly item: Item
  /** It is published once it has a price; else it stays as it is. */
  readonly publish: boolean
  /** When the source said so. */
  readonly at: Date
  readonly by: ChangedBy
  /** The linked shop that sells it; null: somebody else's item. */
  readonly shopId: string | null
  /** New SKUs are bought at the source when somebody orders them. */
  readonly buyToOrder: boolean
}

/**
 * Makes an item of a marketplace a product of ours, with a SKU and a listing for each of its choices: the one way in,
 * for orders, imports and linked shops. A second time it updates them from the source, except values that a person
 * has set, and makes nothing twice: two at once wait for each other.
 */
export async function takeOverItem(tx: Tx, deps: TakeOverDeps, taking: TakeOver): Promise<TakenItem> {
  const { platform, item } = taking
  await lockItems(tx, platform, [item.externalId])
  const listings = await lockListings(tx, platform, [item.externalId])
  const choices = choicesOf(item)
  const known = listings.find(({ productId }) => productId !== null)?.productId ?? null
  const product =
    known === null
      ? await createItemProduct(tx, platform, item, taking)
      : await refreshItemProduct(tx, known, platform, item, taking)
  const prefix = deps.codePrefix(platform)
  const skus = await writeSkus(tx, taking, prefix, product.id, choices, listings)
  await writeItemPictures(tx, deps.setPictures, item, product, choices, skus)
  const isListingNews = await writeListings(tx, taking, choices, listings, skus)
  if (taking.shopId === null) await watchItem(tx, platform, item.externalId)
  const moved = await moveCosts(
    tx,
    skus.map(({ id, cost, created }) => ({ skuId: id, cost, isNew: created, repriced: product.repriced })),
    taking.by,
  )
  if (taking.publish && skus.every(({ id }) => moved.get(id)?.isPriced)) await publishItemProduct(tx, product)
  await recordChanges(tx, taking.by, [
    { type: 'Product', id: product.id, changes: product.changes.written() },
    ...skus.map(({ id, productId, changes }) => ({
      type: 'Sku' as const,
      id,
      productId,
      changes: changes.written(),
    })),
  ])
  const changes = allChanges(product, skus, moved)
  const isNews = isListingNews || changes.some(({ keptByHand }) => !keptByHand)
  return {
    productId: product.id,
    outcome: product.created ? 'CREATED' : isNews ? 'UPDATED' : 'UNCHANGED',
    changes,
    skus: skus.map(({ id, created }, index) => {
      const choice = choices[index]
      return {
        skuId: id,
        created,
        externalSkuId: choice?.externalSkuId ?? '',
        quantity: choice ? quantityOf(choice) : null,
      }
    }),
  }
}

/** One SKU for each choice, in the order of the choices. */
async function writeSkus(
  tx: Tx,
  { item, buyToOrder }: TakeOver,
  codePrefix: string,
  productId: string,
  choices: readonly Choice[],
  listings: readonly StoredListing[],
): Promise<WrittenSku[]> {
  const skuIds = choices.map((choice) => rowOf(choice, choices, listings)?.skuId ?? null)
  const stored = await readItemSkus(
    tx,
    skuIds.filter((id) => id !== null),
  )
  const fresh = choices.filter((_choice, index) => skuIds[index] === null)
  const created = await createItemSkus(tx, { productId, codePrefix, item, buyToOrder }, fresh)
  const skus: WrittenSku[] = []
  for (const [index, choice] of choices.entries()) {
    const row = stored.get(skuIds[index] ?? '')
    const sku = row ? await refreshItemSku(tx, row, item, choice) : created.shift()
    if (!sku) throw new Error(`a choice of item ${item.externalId} has no SKU`)
    skus.push(sku)
  }
  return skus
}

/** @returns whether a listing is new, joined to a SKU, or changed */
async function writeListings(
  tx: Tx,
  taking: TakeOver,
  choices: readonly Choice[],
  listings: readonly StoredListing[],
  skus: readonly WrittenSku[],
): Promise<boolean> {
  const { platform, item, at, shopId } = taking
  const { externalId } = item
  // Listings of a linked shop are its synchronisation's: they are joined to their SKUs and no more.
  const isOurs = (row: StoredListing) => row.shopId === null || row.shopId === shopId
  const events: ListingPayload[] = []
  const touched: string[] = []
  const read: ReadListing[] = []
  const created: Prisma.ListingCreateManyInput[] = []
  const seen = new Set<string>()
  let isNews = false
  for (const [index, choice] of choices.entries()) {
    const skuId = skus[index]?.id ?? null
    const row = rowOf(choice, choices, listings)
    const told = {
      title: choiceTitle(item, choice),
      url: item.url,
      specId: choice.purchaseRef ?? null,
      priceMinor: choice.price.minor,
      currency: choice.price.currency,
      quantity: quantityOf(choice),
      onSale: item.onSale,
      removedAt: null,
    }
    if (!row) {
      isNews = true
      const { externalSkuId, outerId } = choice
      const names = { platform, externalId, externalSkuId, outerId, shopId }
      created.push({ id: v7(), ...names, skuId, ...told, syncedAt: at })
      continue
    }
    seen.add(row.id)
    const fields = isOurs(row) ? told : {}
    const isSame =
      row.skuId === skuId &&
      Object.entries(fields).every(([field, value]) => row[field as keyof typeof told] === value)
    if (isSame) {
      if (isOurs(row)) touched.push(row.id)
      continue
    }
    isNews = true
    read.push(readBefore(row))
    if (isOurs(row) && isPriceNews(row, told)) events.push(listingChanged(platform, row, at))
    await tx.listing.update({
      where: { id: row.id },
      data: { skuId, ...fields, ...(isOurs(row) && { syncedAt: at }) },
      select: { id: true },
    })
  }
  if (created.length > 0) await tx.listing.createMany({ data: created })
  const gone = listings.filter((row) => isOurs(row) && !seen.has(row.id) && row.removedAt === null)
  await removeListings(
    tx,
    gone.map(({ id }) => id),
    at,
  )
  events.push(...gone.filter((row) => row.quantity !== 0).map((row) => listingChanged(platform, row, at)))
  if (touched.length > 0)
    await tx.listing.updateMany({ where: { id: { in: touched } }, data: { syncedAt: at } })
  await appendToOutbox(tx, events)
  await judgeOffers(tx, [...read, ...gone.map(readBefore)], at)
  return isNews || gone.length > 0
}

const readBefore = ({ id, priceMinor, currency }: StoredListing): ReadListing => ({
  listingId: id,
  priceBefore: priceMinor === null ? null : { minor: priceMinor, currency },
})

const quantityOf = ({ quantity, quantityKnown }: Choice): number | null =>
  quantityKnown ? Math.min(quantity, MAX_QUANTITY) : null

function isPriceNews(
  row: StoredListing,
  told: { readonly priceMinor: bigint; readonly currency: string; readonly quantity: number | null },
): boolean {
  return (
    row.priceMinor !== told.priceMinor || row.currency !== told.currency || row.quantity !== told.quantity
  )
}

function allChanges(
  product: WrittenProduct,
  skus: readonly WrittenSku[],
  moved: ReadonlyMap<string, MovedCost>,
): ImportFieldChange[] {
  const ofSkus = skus.flatMap(({ id, code, changes }) =>
    [...changes.found, ...(moved.get(id)?.changes ?? [])].map((change) => ({
      ...change,
      field: `${code}.${change.field}`,
    })),
  )
  return [...product.changes.found, ...ofSkus]
}
