import { z } from 'zod'
import { Rejected } from '../../domain/upstream-error.ts'
import type { ShopCredentials } from '../credentials.ts'
import { jsonId, jsonParams } from '../json-params.ts'
import { mapLimited } from '../map-limited.ts'
import type {
  ModifiedWindow,
  Offer,
  OfferBatch,
  OfferSearch,
  OfferSearchPage,
  UnreadableRecord,
} from '../marketplace.ts'
import { lastToFirst } from '../pages.ts'
import { bareList, id, int } from '../wire.ts'
import type { Client1688 } from './client.ts'
import { readDetail, readHits } from './offer-map.ts'

/** The platform reads one offer per call; a read of ours is that many calls, a few at a time. */
export const OFFERS_PER_READ = 20
export const OFFERS_PER_PAGE = 50
const AT_ONCE = 5
const DETAIL = 'com.alibaba.fenxiao.crossborder:product.search.queryProductDetail'
const SEARCH = 'com.alibaba.fenxiao.crossborder:product.search.keywordQuery'
const LIST = 'com.alibaba.product:alibaba.product.list.get'
/** Language of the translated fields next to the Chinese ones. */
const COUNTRY = 'en'

const detailAnswer = z.object({ result: z.object({ result: z.unknown().optional() }) })
const searchAnswer = z.object({
  result: z.object({ result: z.object({ data: bareList, totalRecords: int.catch(0) }) }),
})
const listAnswer = z.object({
  result: z.object({ pageResult: z.object({ resultList: bareList, totalRecords: int.catch(0) }) }),
})
const listed = z.object({ productID: id.optional(), productId: id.optional(), offerId: id.optional() })

/** Offers of any 1688 supplier, as the cross-border solution shows them to buyers. */
export function offerReads(client: Client1688) {
  const tell = (method: string, unreadable: readonly UnreadableRecord[]) => {
    for (const { externalId, message } of unreadable)
      client.upstream.unreadable({ api: 'alibaba-1688', method, externalId, message })
  }

  /** Null when the offer is gone or was never there. */
  async function readOffer(
    shop: ShopCredentials,
    offerId: string,
    signal?: AbortSignal,
  ): Promise<Offer | null> {
    try {
      const { result } = await client.call({
        shop,
        method: DETAIL,
        params: { offerDetailParam: jsonParams({ offerId: jsonId(offerId), country: COUNTRY }) },
        answer: detailAnswer,
        signal,
      })
      if (result.result === null || result.result === undefined) return null
      const { offer, unreadable } = readDetail(result.result, COUNTRY)
      tell(DETAIL, unreadable)
      return offer
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
      throw new RangeError(`${externalIds.length} offer ids in one read, at most ${OFFERS_PER_READ}`)
    const offers = await mapLimited(externalIds, AT_ONCE, (offerId) => readOffer(shop, offerId, signal))
    return new Map(offers.flatMap((offer) => (offer ? [[offer.externalId, offer]] : [])))
  }

  async function searchOffers(
    shop: ShopCredentials,
    search: OfferSearch,
    signal?: AbortSignal,
  ): Promise<OfferSearchPage> {
    const { query, page } = search
    const pageSize = Math.min(search.pageSize, OFFERS_PER_PAGE)
    const { result } = await client.call({
      shop,
      method: SEARCH,
      params: {
        offerQueryParam: jsonParams({ keyword: query, country: COUNTRY, beginPage: page, pageSize }),
      },
      answer: searchAnswer,
      items: pageSize,
      signal,
    })
    const { offers, unreadable } = readHits(result.result.data)
    tell(SEARCH, unreadable)
    const total = result.result.totalRecords
    return { offers, total, hasNext: page * pageSize < total }
  }

  /** The account's own offers. The list knows no modified time, so a window changes nothing. */
  async function* offers(
    shop: ShopCredentials,
    _window?: ModifiedWindow,
    signal?: AbortSignal,
  ): AsyncGenerator<OfferBatch> {
    const pages = lastToFirst('ALIBABA_1688', OFFERS_PER_READ, async (pageNo) => {
      const { result } = await client.call({
        shop,
        method: LIST,
        params: { pageNo, pageSize: OFFERS_PER_READ },
        answer: listAnswer,
        items: OFFERS_PER_READ,
        signal,
      })
      return { rows: result.pageResult.resultList, total: result.pageResult.totalRecords }
    })
    for await (const rows of pages) {
      const ids = rows.flatMap((row) => {
        const { data } = listed.safeParse(row)
        return data?.productID ?? data?.productId ?? data?.offerId ?? []
      })
      yield { offers: [...(await readOffers(shop, ids, signal)).values()], unreadable: [] }
    }
  }

  return { readOffer, readOffers, searchOffers, offers }
}
