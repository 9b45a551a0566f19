import { ITEM_ID, type ItemLinks, itemOfLink, parameterOf } from '../item-links.ts'

/** Pinduoduo has no API for buyers: its items are read through a data provider and bought by hand. */
export const pinduoduoLinks: ItemLinks = {
  platform: 'PINDUODUO',
  label: 'Pinduoduo',
  labelZh: '拼多多',
  codePrefix: 'P',
  hosts: ['yangkeduo.com', 'pinduoduo.com'],
  shortHosts: ['p.pinduoduo.com'],
  id: ITEM_ID,
  read(url) {
    const id = parameterOf(url, ['goods_id', 'goodsId'])
    return id ? itemOfLink(id) : null
  },
  urlOf: (externalId) => `https://mobile.yangkeduo.com/goods.html?goods_id=${externalId}`,
}
