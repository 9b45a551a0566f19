import type { ShopCredentials } from '../credentials.ts'
import { gmt8Text } from '../gmt8.ts'
import type { ModifiedWindow, OfferBatch } from '../marketplace.ts'
import { lastToFirst } from '../pages.ts'
import { readInParts } from '../read-in-parts.ts'
import type { TopClient } from './client.ts'
import { HEAD_FIELDS, readItems } from './item-map.ts'
import { ITEMS_PER_PAGE, ITEMS_PER_READ, itemPage, type itemReads } from './items.ts'

/** On-sale and stored items are two lists; together they are the whole shop (protocols.md 1.7). */
const LISTS = ['taobao.items.onsale.get', 'taobao.items.inventory.get'] as const

/** Calls under way together; the platform's rate is kept all the same. */
const READS_AT_ONCE = 5

/** All items of a shop with their SKUs: list calls give the ids, detail calls the rest, twenty at a time. */
export function listing(client: TopClient, { readOffers }: Pick<ReturnType<typeof itemReads>, 'readOffers'>) {
  return async function* offers(
    shop: ShopCredentials,
    window?: ModifiedWindow,
    signal?: AbortSignal,
  ): AsyncGenerator<OfferBatch> {
    for (const method of LISTS) {
      const pages = lastToFirst('TAOBAO', ITEMS_PER_PAGE, async (page) => {
        const answer = await client.call({
          shop,
          method,
          params: {
            fields: HEAD_FIELDS,
            page_no: page,
            page_size: ITEMS_PER_PAGE,
            ...(window && { start_modified: gmt8Text(window.from), end_modified: gmt8Text(window.to) }),
          },
          answer: itemPage,
          items: ITEMS_PER_PAGE,
          signal,
        })
        return { rows: answer.items, total: answer.total_results }
      })
      for await (const rows of pages) {
        const { offers: heads, unreadable } = readItems(rows)
        for (let start = 0; start < heads.length; start += ITEMS_PER_READ * READS_AT_ONCE) {
          const ids = heads
            .slice(start, start + ITEMS_PER_READ * READS_AT_ONCE)
            .map((head) => head.externalId)
          const found = await readInParts(ids, ITEMS_PER_READ, READS_AT_ONCE, (some) =>
            readOffers(shop, some, signal),
          )
          yield { offers: [...found.values()], unreadable: start === 0 ? unreadable : [] }
        }
        if (heads.length === 0 && unreadable.length > 0) yield { offers: [], unreadable }
      }
    }
  }
}
