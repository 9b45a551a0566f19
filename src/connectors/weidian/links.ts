import { ITEM_ID, type ItemLinks, itemOfLink, parameterOf } from '../item-links.ts'

/** Weidian has no API for buyers: its items are read through a data provider and bought by hand. */
export const weidianLinks: ItemLinks = {
  platform: 'WEIDIAN',
  label: 'Weidian',
  labelZh: '微店',
  codePrefix: 'W',
  hosts: ['weidian.com'],
  shortHosts: ['k.youshop10.com'],
  id: ITEM_ID,
  read(url) {
    if (!/^\/(fastorder|item)/i.test(url.pathname)) return null
    const id = parameterOf(url, ['itemID', 'itemId', 'itemid'])
    return id ? itemOfLink(id) : null
  },
  urlOf: (externalId) => `https://weidian.com/item.html?itemID=${externalId}`,
}
