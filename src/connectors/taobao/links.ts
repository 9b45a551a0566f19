import { ITEM_ID, type ItemLinks, isHostOf, itemOfLink, parameterOf } from '../item-links.ts'

const ITEM_PATH = /\/item\/(\d+)\.html?$/
/** `a.m.taobao.com/i<id>.htm`. */
const APP_PATH = /^\/i(\d+)\.htm$/
/** Names of the item's id, of the most to the least used. */
const ID_PARAMETERS = ['id', 'itemId', 'item_id', 'targetId']
const urlOf = (externalId: string) => `https://item.taobao.com/item.htm?id=${externalId}`

/** Pages of Taobao and Tmall, which share one space of ids. */
export const taobaoLinks: ItemLinks = {
  platform: 'TAOBAO',
  label: 'Taobao',
  labelZh: '淘宝',
  codePrefix: 'T',
  hosts: ['taobao.com', 'tmall.com', 'tmall.hk'],
  shortHosts: ['e.tb.cn', 'm.tb.cn'],
  id: ITEM_ID,
  shareCodes: true,
  read(url) {
    const skuId = parameterOf(url, ['skuId', 'sku_id'])
    const inPath = ITEM_PATH.exec(url.pathname)?.[1] ?? APP_PATH.exec(url.pathname)?.[1]
    if (inPath) return itemOfLink(inPath, skuId)
    const id = parameterOf(url, ID_PARAMETERS)
    if (id && isItemPage(url)) return itemOfLink(id, skuId)
    const target = url.searchParams.get('targetUrl')
    const inner = target && URL.canParse(target) ? new URL(target) : null
    // The host is asked again: a page of Taobao can name any address as its target.
    return inner && isHostOf(taobaoLinks.hosts, inner.hostname)
      ? taobaoLinks.read(withoutTarget(inner))
      : null
  },
  urlOf,
}

function withoutTarget(url: URL): URL {
  const copy = new URL(url)
  copy.searchParams.delete('targetUrl')
  return copy
}

/** Shops, searches and lists have an `id` as well, but not an item's. */
function isItemPage({ hostname, pathname }: URL): boolean {
  if (/^(detail|item|chaoshi\.detail|world|market\.m|assets-tmw)\./.test(hostname)) return true
  return /item|detail/i.test(pathname)
}
