import { ITEM_ID, type ItemLinks, itemOfLink, parameterOf } from '../item-links.ts'

const ITEM_PATH = /^\/(?:product\/)?(\d+)\.html?$/

/** An item of JD is one SKU: its page is named by the SKU's id. */
export const jdLinks: ItemLinks = {
  platform: 'JD',
  label: 'JD.com',
  labelZh: '京东',
  codePrefix: 'J',
  hosts: ['jd.com', 'jd.hk'],
  shortHosts: ['3.cn', 'u.jd.com'],
  id: ITEM_ID,
  read(url) {
    const id = ITEM_PATH.exec(url.pathname)?.[1] ?? parameterOf(url, ['wareId', 'skuId', 'sku'])
    return id ? itemOfLink(id) : null
  },
  urlOf: (externalId) => `https://item.jd.com/${externalId}.html`,
}
