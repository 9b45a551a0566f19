import type { MovedListing, ShopFollower } from '../../catalogue/index.ts'
import type { Offer } from '../../connectors/marketplace.ts'
import type { ListingPayload } from '../../domain/feed-event.ts'
import type { Platform } from '../../domain/platform.ts'
import { MAX_QUANTITY } from '../../domain/stock.ts'
import { canonicalJson } from '../../store/idempotency.ts'
import {
  insertListings,
  type ListingRecord,
  listingChanged,
  lockListings,
  removeListings,
  type StoredListing,
  touchListings,
  updateListings,
} from '../../store/listing.ts'
import { noteReported } from '../../store/listing-push.ts'
import { appendToOutbox } from '../../store/outbox.ts'
import type { Tx } from '../../store/transaction.ts'
import { listingRecords } from './listing-records.ts'

interface Shop {
  readonly shopId: string
  readonly platform: Platform
}

/** Result of the field mappings for an offer's record; null when there are none. */
export type MapOffer = (offer: Offer, externalSkuId: string) => Partial<ListingRecord> | null

/**
 * Imports offers as they were read at `readAt`, with an event for every changed price or quantity. The catalogue
 * follows: costs move, and where the shop says so, listings that match nothing become products. An offer that
 * is older than what is stored changes nothing, and a quantity that was read before our own last push is not news.
 * @returns listings that were new or changed
 */
export async function writeListings(
  tx: Tx,
  shop: Shop,
  offers: readonly Offer[],
  readAt: Date,
  map: MapOffer | null,
  follower: ShopFollower,
): Promise<number> {
  const externalIds = offers.map((offer) => offer.externalId)
  const takeOverNew = await follower.begin(tx, shop, externalIds)
  const stored = await lockListings(tx, shop.platform, externalIds)
  const byKey = new Map(stored.map((row) => [keyOf(row), row]))
  const fresh: ListingRecord[] = []
  const same: string[] = []
  const changed: { id: string; record: ListingRecord }[] = []
  const gone: string[] = []
  const events: ListingPayload[] = []
  const moves: MovedListing[] = []
  for (const offer of newestOf(offers)) {
    const records = 'gone' in offer ? [] : listingRecords(offer, map)
    const keys = new Set(records.map(keyOf))
    for (const record of records) {
      refuseTooMuch(record)
      const row = byKey.get(keyOf(record))
      if (!row) fresh.push(record)
      else if (isOlder(record, row)) continue
      else {
        const news = withoutOwnEcho(record, row, readAt)
        if (isSame(news, row)) same.push(row.id)
        else {
          changed.push({ id: row.id, record: news })
          moves.push(...moveOf(row, news))
          if (isEvent(news, row)) events.push(listingChanged(shop.platform, row, readAt))
        }
        if (news.quantity === record.quantity) await noteReported(tx, row, record.quantity, readAt)
      }
    }
    const left = stored.filter((row) => row.externalId === offer.externalId && !keys.has(keyOf(row)))
    const ended = left.filter((row) => !row.removedAt && !isOlder(offer, row))
    gone.push(...ended.map((row) => row.id))
    moves.push(...ended.flatMap((row) => moveOf(row, null)))
  }
  await insertListings(tx, shop, fresh, readAt)
  await updateListings(tx, changed, readAt)
  await touchListings(tx, same, readAt)
  await removeListings(tx, gone, readAt)
  await appendToOutbox(tx, events)
  await follower.moved(tx, moves, readAt)
  await takeOverNew?.(
    offers.filter((offer) => !('gone' in offer)),
    readAt,
  )
  return fresh.length + changed.length + gone.length
}

const keyOf = ({ externalId, externalSkuId }: Pick<ListingRecord, 'externalId' | 'externalSkuId'>) =>
  `${externalId} ${externalSkuId}`

/** Pages that shift bring an offer twice; the newer one counts. */
function newestOf(offers: readonly Offer[]): Offer[] {
  const newest = new Map<string, Offer>()
  for (const offer of offers) {
    const known = newest.get(offer.externalId)
    if (!known || (offer.modifiedAt?.getTime() ?? 0) >= (known.modifiedAt?.getTime() ?? 0))
      newest.set(offer.externalId, offer)
  }
  return [...newest.values()]
}

/** Equal times are no reason to refuse: platforms count in seconds, and the later reading is the truer one. */
function isOlder(record: { readonly modifiedAt: Date | null }, row: StoredListing): boolean {
  return record.modifiedAt !== null && row.modifiedAt !== null && record.modifiedAt < row.modifiedAt
}

/** A push of ours during this reading wins. */
function withoutOwnEcho(record: ListingRecord, row: StoredListing, readAt: Date): ListingRecord {
  const echo = row.pushedAt !== null && row.pushedAt >= readAt && row.quantity !== null
  return echo ? { ...record, quantity: row.quantity ?? record.quantity } : record
}

function isSame(record: ListingRecord, row: StoredListing): boolean {
  return (
    row.removedAt === null &&
    record.priceMinor === row.priceMinor &&
    record.currency === row.currency &&
    record.quantity === row.quantity &&
    record.title === row.title &&
    record.url === row.url &&
    record.outerId === row.outerId &&
    record.barcode === row.barcode &&
    record.specId === row.specId &&
    record.onSale === row.onSale &&
    record.modifiedAt?.getTime() === row.modifiedAt?.getTime() &&
    canonicalJson(record.extra) === canonicalJson(row.extra)
  )
}

function isPriceNews(record: ListingRecord, row: StoredListing): boolean {
  return row.priceMinor !== null && (record.priceMinor !== row.priceMinor || record.currency !== row.currency)
}

/** @param record null: it is gone */
function moveOf(row: StoredListing, record: ListingRecord | null): MovedListing[] {
  const { id: listingId, skuId, priceMinor, currency } = row
  if (skuId === null) return []
  const before = priceMinor === null ? null : { minor: priceMinor, currency }
  const now = record && { minor: record.priceMinor, currency: record.currency }
  return [{ listingId, skuId, before, now }]
}

function isEvent(record: ListingRecord, row: StoredListing): boolean {
  return isPriceNews(record, row) || (row.quantity !== null && record.quantity !== row.quantity)
}

function refuseTooMuch({ externalId, quantity, priceMinor }: ListingRecord): void {
  if (quantity > MAX_QUANTITY || quantity < 0) throw new RangeError(`quantity of offer ${externalId}`)
  if (priceMinor > 9_000_000_000_000_000n) throw new RangeError(`price of offer ${externalId}`)
}
