import { z } from 'zod'
import { Rejected } from '../../domain/upstream-error.ts'
import type { ShopCredentials } from '../credentials.ts'
import { mapLimited } from '../map-limited.ts'
import type { Offer, OfferSearch, OfferSearchPage, OfferSource } from '../marketplace.ts'
import { bareList, int } from '../wire.ts'
import type { IopClient } from './client.ts'
import { readDetail, readHits } from './offer-map.ts'

/** The platform reads one item per call; a read of ours is that many calls, a few at a time. */
export const OFFERS_PER_READ = 20
export const OFFERS_PER_PAGE = 20
const AT_ONCE = 5

const detailAnswer = z.object({ data: z.unknown().optional() })
/** The list is under `data.data`; only some answers have the number of all hits. */
const searchAnswer = z.object({
  data: z.object({
    data: bareList,
    total: int.optional().catch(undefined),
    results_total: int.optional().catch(undefined),
  }),
})

/** Items of the whole of Taobao and Tmall, as the distribution platform shows them. */
export function offerReads(client: IopClient): Omit<OfferSource, 'platform'> & {
  readDetailOf: (
    shop: ShopCredentials,
    itemId: string,
    signal?: AbortSignal,
  ) => Promise<{ offer: Offer; mpId: string | null } | null>
} {
  /** Null when the item is gone or was never there. */
  async function readDetailOf(shop: ShopCredentials, itemId: string, signal?: AbortSignal) {
    const method = '/product/get'
    try {
      const { data } = await client.call({
        shop,
        method,
        params: { item_id: itemId },
        answer: detailAnswer,
        signal,
      })
      if (data === undefined || data === null) return null
      const { offer, unreadable, mpId = null } = readDetail(data)
      for (const { externalId, message } of unreadable)
        client.upstream.unreadable({ api: 'taobao-global', method, externalId, message })
      return offer ? { offer, mpId } : null
    } catch (error) {
      if (error instanceof Rejected) return null
      throw error
    }
  }

  async function readOffers(
    shop: ShopCredentials,
    externalIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, Offer>> {
    if (externalIds.length > OFFERS_PER_READ)
      throw new RangeError(`${externalIds.length} item ids in one read, at most ${OFFERS_PER_READ}`)
    const details = await mapLimited(externalIds, AT_ONCE, (itemId) => readDetailOf(shop, itemId, signal))
    return new Map(details.flatMap((detail) => (detail ? [[detail.offer.externalId, detail.offer]] : [])))
  }

  async function searchOffers(
    shop: ShopCredentials,
    search: OfferSearch,
    signal?: AbortSignal,
  ): Promise<OfferSearchPage> {
    const { query, page } = search
    const pageSize = Math.min(search.pageSize, OFFERS_PER_PAGE)
    const method = '/traffic/item/search'
    const { data } = await client.call({
      shop,
      method,
      params: { keyword: query, page_no: page, page_size: pageSize, language: 'en' },
      answer: searchAnswer,
      items: pageSize,
      signal,
    })
    const { offers, unreadable } = readHits(data.data)
    for (const { externalId, message } of unreadable)
      client.upstream.unreadable({ api: 'taobao-global', method, externalId, message })
    const total = data.total ?? data.results_total ?? null
    return {
      offers,
      total,
      hasNext: total === null ? data.data.length === pageSize : page * pageSize < total,
    }
  }

  return {
    limits: { offersPerRead: OFFERS_PER_READ, offersPerPage: OFFERS_PER_PAGE },
    readOffers,
    searchOffers,
    readDetailOf,
  }
}
