import { z } from 'zod'
import type { ShopCredentials } from '../credentials.ts'
import { gmt8Text } from '../gmt8.ts'
import { jsonId } from '../json-params.ts'
import type {
  ModifiedWindow,
  Offer,
  OfferBatch,
  OfferSearch,
  OfferSearchPage,
  UnreadableRecord,
} from '../marketplace.ts'
import { inconsistent, lastToFirst } from '../pages.ts'
import { bareList, int } from '../wire.ts'
import type { JdClient } from './client.ts'
import { type JdSku, ON_SALE, readSkus, readWares, SKU_FIELDS, toOffer, WARE_FIELDS } from './ware-map.ts'

/** `searchWare4Valid` takes no more ware ids. */
export const WARES_PER_READ = 20
/** Sources name 50 and 100 as the most rows of a page; 50 is safe (protocols.md 2.5). */
export const ROWS_PER_PAGE = 50

/** Twenty wares with five hundred SKUs each; more is a list that never ends. */
const MOST_SKU_PAGES = 200

const WARES = 'jingdong.ware.read.searchWare4Valid'
const SKUS = 'jingdong.sku.read.searchSkuList'
const page = z.object({ page: z.object({ data: bareList, totalItem: int.catch(0) }) })

/** Wares of one shop with their SKUs: two calls for up to twenty wares. */
export function wareReads(client: JdClient) {
  const tell = (method: string, unreadable: readonly UnreadableRecord[]) => {
    for (const { externalId, message } of unreadable)
      client.upstream.unreadable({ api: 'jd', method, externalId, message })
  }

  async function wares(
    shop: ShopCredentials,
    params: Record<string, unknown>,
    items: number,
    signal?: AbortSignal,
  ) {
    const answer = await client.call({
      shop,
      method: WARES,
      params: { field: WARE_FIELDS, ...params },
      answer: page,
      items,
      signal,
    })
    return answer.page
  }

  /** All SKUs that a filter names, over as many pages as they take. */
  async function skus(
    shop: ShopCredentials,
    filter: Record<string, unknown>,
    items: number,
    signal?: AbortSignal,
  ): Promise<JdSku[]> {
    const found: JdSku[] = []
    for (let pageNo = 1, left = true; left; pageNo++) {
      if (pageNo > MOST_SKU_PAGES) throw inconsistent('JD', `${SKUS} does not end`)
      const params = { ...filter, field: SKU_FIELDS, pageNo, page_size: ROWS_PER_PAGE }
      const answer = await client.call({ shop, method: SKUS, params, answer: page, items, signal })
      const { good, unreadable } = readSkus(answer.page.data)
      tell(SKUS, unreadable)
      found.push(...good.map(({ value }) => value))
      left = answer.page.data.length > 0 && pageNo * ROWS_PER_PAGE < answer.page.totalItem
    }
    return found
  }

  async function withSkus(
    shop: ShopCredentials,
    rows: readonly unknown[],
    signal?: AbortSignal,
  ): Promise<{ offers: Offer[]; unreadable: UnreadableRecord[] }> {
    const { good, unreadable } = readWares(rows)
    if (good.length === 0) return { offers: [], unreadable }
    const wareId = good.map(({ value }) => jsonId(value.wareId))
    const byWare = Map.groupBy(await skus(shop, { wareId }, wareId.length, signal), (one) => one.wareId)
    return {
      offers: good.map(({ value, raw }) => toOffer(value, byWare.get(value.wareId) ?? [], raw)),
      unreadable,
    }
  }

  async function readOffers(
    shop: ShopCredentials,
    externalIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, Offer>> {
    if (externalIds.length === 0) return new Map()
    if (externalIds.length > WARES_PER_READ) {
      throw new RangeError(`${externalIds.length} ware ids in one read, at most ${WARES_PER_READ}`)
    }
    const params = { wareId: externalIds.map(jsonId), pageNo: 1, pageSize: WARES_PER_READ }
    const { data } = await wares(shop, params, externalIds.length, signal)
    const { offers, unreadable } = await withSkus(shop, data, signal)
    tell(WARES, unreadable)
    return new Map(offers.map((offer) => [offer.externalId, offer]))
  }

  async function searchOffers(
    shop: ShopCredentials,
    search: OfferSearch,
    signal?: AbortSignal,
  ): Promise<OfferSearchPage> {
    const { query, page: pageNo } = search
    const pageSize = Math.min(search.pageSize, ROWS_PER_PAGE)
    const params = { searchKey: query, searchField: 'title', wareStatusValue: [ON_SALE], pageNo, pageSize }
    const { data, totalItem } = await wares(shop, params, pageSize, signal)
    const { good, unreadable } = readWares(data)
    tell(WARES, unreadable)
    const offers = good.map(({ value, raw }) => toOffer(value, [], raw))
    return { offers, total: totalItem, hasNext: pageNo * pageSize < totalItem }
  }

  async function* offers(
    shop: ShopCredentials,
    window?: ModifiedWindow,
    signal?: AbortSignal,
  ): AsyncGenerator<OfferBatch> {
    const span = window && { startModifiedTime: gmt8Text(window.from), endModifiedTime: gmt8Text(window.to) }
    const pages = lastToFirst('JD', WARES_PER_READ, async (pageNo) => {
      const { data, totalItem } = await wares(
        shop,
        { ...span, pageNo, pageSize: WARES_PER_READ },
        WARES_PER_READ,
        signal,
      )
      return { rows: data, total: totalItem }
    })
    for await (const rows of pages) yield withSkus(shop, rows, signal)
  }

  return { readOffers, searchOffers, offers, skus }
}
