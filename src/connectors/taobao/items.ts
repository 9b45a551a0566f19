import { z } from 'zod'
import type { ShopCredentials } from '../credentials.ts'
import type { Offer, OfferSearch, OfferSearchPage } from '../marketplace.ts'
import { int, wrapped } from '../wire.ts'
import type { TopClient } from './client.ts'
import { DETAIL_FIELDS, HEAD_FIELDS, readItems } from './item-map.ts'

/** `taobao.items.seller.list.get` takes no more (protocols.md 1.7). */
export const ITEMS_PER_READ = 20
export const ITEMS_PER_PAGE = 200

const itemsAnswer = z.object({ items: wrapped('item') })
export const itemPage = itemsAnswer.extend({ total_results: int.catch(0) })

/** Reads items of one shop. Foreign and unknown ids are silently missing from TOP's answer, as the port wants it. */
export function itemReads(client: TopClient) {
  async function readOffers(
    shop: ShopCredentials,
    externalIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, Offer>> {
    if (externalIds.length === 0) return new Map()
    if (externalIds.length > ITEMS_PER_READ) {
      throw new RangeError(`${externalIds.length} item ids in one read, at most ${ITEMS_PER_READ}`)
    }
    const method = 'taobao.items.seller.list.get'
    const answer = await client.call({
      shop,
      method,
      params: { fields: DETAIL_FIELDS, num_iids: externalIds.join(',') },
      answer: itemsAnswer,
      items: externalIds.length,
      signal,
    })
    const { offers, unreadable } = readItems(answer.items)
    for (const { externalId, message } of unreadable)
      client.upstream.unreadable({ api: 'taobao', method, externalId, message })
    return new Map(offers.map((offer) => [offer.externalId, offer]))
  }

  async function searchOffers(
    shop: ShopCredentials,
    search: OfferSearch,
    signal?: AbortSignal,
  ): Promise<OfferSearchPage> {
    const { query, page } = search
    const pageSize = Math.min(search.pageSize, ITEMS_PER_PAGE)
    const method = 'taobao.items.onsale.get'
    const answer = await client.call({
      shop,
      method,
      params: { fields: HEAD_FIELDS, q: query, page_no: page, page_size: pageSize },
      answer: itemPage,
      items: pageSize,
      signal,
    })
    const { offers, unreadable } = readItems(answer.items)
    for (const { externalId, message } of unreadable)
      client.upstream.unreadable({ api: 'taobao', method, externalId, message })
    return { offers, total: answer.total_results, hasNext: page * pageSize < answer.total_results }
  }

  return { readOffers, searchOffers }
}
