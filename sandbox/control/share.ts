import { z } from 'zod'
import { pageOf, shareTextsOf, shortLinkOf } from '../item-data/share.ts'
import { type ControlRoutes, NotFound } from './route.ts'

const query = z.object({
  platform: z.enum(['TAOBAO', 'ALIBABA_1688', 'JD', 'WEIDIAN', 'PINDUODUO']),
  /** An item's id; absent: the first of other sellers. */
  id: z.string().optional(),
  /** How many of other sellers. */
  count: z.coerce.number().int().min(1).max(1_000).default(10),
})

/** Items of sellers who are no shops of ours, as people share them. */
export const shareRoutes: ControlRoutes = {
  'GET /_control/share': ({ state, query: given }) => {
    const { platform, id, count } = query.parse(Object.fromEntries(given))
    const own = new Set(state.shelf.items(platform))
    const all = state.shelf.market(platform)
    const items =
      id === undefined
        ? all.filter((item) => !own.has(item)).slice(0, count)
        : all.filter((item) => item.externalId === id)
    if (items.length === 0) throw new NotFound(`no item ${id ?? ''} at ${platform}`)
    return {
      items: items.map((item) => ({
        externalId: item.externalId,
        title: item.titleZh,
        titleEn: item.titleEn,
        page: pageOf(item),
        shortLink: shortLinkOf(item),
        ...shareTextsOf(item),
      })),
    }
  },
}
