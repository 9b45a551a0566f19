import { ITEM_ID, type ItemLinks, itemOfLink, parameterOf } from '../item-links.ts'

/** Second-hand goods of Taobao's users. They are recognised; nothing of ours can read or buy them. */
export const xianyuLinks: ItemLinks = {
  platform: null,
  label: 'Xianyu',
  labelZh: '闲鱼',
  codePrefix: 'X',
  hosts: ['goofish.com', '2.taobao.com'],
  shortHosts: [],
  id: ITEM_ID,
  read(url) {
    const id = parameterOf(url, ['itemId', 'id'])
    return id ? itemOfLink(id) : null
  },
  urlOf: (externalId) => `https://www.goofish.com/item?id=${externalId}`,
}
