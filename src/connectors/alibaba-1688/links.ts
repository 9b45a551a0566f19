import { ITEM_ID, type ItemLinks, itemOfLink, parameterOf } from '../item-links.ts'

const OFFER_PATH = /\/offer\/(\d+)\.html?$/

export const alibaba1688Links: ItemLinks = {
  platform: 'ALIBABA_1688',
  label: '1688',
  labelZh: '1688',
  codePrefix: 'A',
  hosts: ['1688.com'],
  shortHosts: ['qr.1688.com'],
  id: ITEM_ID,
  read(url) {
    const inPath = OFFER_PATH.exec(url.pathname)?.[1]
    const id = inPath ?? parameterOf(url, ['offerId', 'offerid'])
    return id ? itemOfLink(id, parameterOf(url, ['skuId'])) : null
  },
  urlOf: (externalId) => `https://detail.1688.com/offer/${externalId}.html`,
}
