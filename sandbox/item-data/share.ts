import type { MarketPlatform, Shelf, ShelfItem } from '../state/shelf.ts'

/** Short hosts that the sandbox plays, and whose items they lead to. */
const HOSTS: Readonly<Record<string, MarketPlatform>> = {
  'e.tb.cn': 'TAOBAO',
  'm.tb.cn': 'TAOBAO',
  'qr.1688.com': 'ALIBABA_1688',
  'k.youshop10.com': 'WEIDIAN',
  'p.pinduoduo.com': 'PINDUODUO',
  '3.cn': 'JD',
}

const PAGES: Readonly<Record<MarketPlatform, (id: string) => string>> = {
  TAOBAO: (id) => `https://item.taobao.com/item.htm?ut_sk=1.x&id=${id}&sourceType=item`,
  ALIBABA_1688: (id) => `https://detail.1688.com/offer/${id}.html?sk=consign`,
  JD: (id) => `https://item.jd.com/${id}.html`,
  WEIDIAN: (id) => `https://weidian.com/item.html?itemID=${id}&wfr=c`,
  PINDUODUO: (id) => `https://mobile.yangkeduo.com/goods.html?goods_id=${id}&page_from=1`,
}

export const pageOf = (item: ShelfItem): string => PAGES[item.platform](item.externalId)

/** The token of a short link: the item's id in another base. */
const tokenOf = (item: ShelfItem) => BigInt(item.externalId).toString(36)
/** The code of a share text: eleven letters and digits. */
const codeOf = (item: ShelfItem) => tokenOf(item).padStart(10, '0').padStart(11, 'Z')

export function itemOfToken(shelf: Shelf, platform: MarketPlatform, token: string): ShelfItem | undefined {
  return shelf.market(platform).find((item) => tokenOf(item) === token.toLowerCase())
}

export function itemOfCode(shelf: Shelf, code: string): ShelfItem | undefined {
  return shelf.market('TAOBAO').find((item) => codeOf(item) === code)
}

/** A link as an app shares it. */
export function shortLinkOf(item: ShelfItem): string {
  const token = tokenOf(item)
  switch (item.platform) {
    case 'TAOBAO':
      return `https://e.tb.cn/h.${token}?tk=${codeOf(item)}`
    case 'ALIBABA_1688':
      return `https://qr.1688.com/s/${token}`
    case 'JD':
      return `https://3.cn/${token}`
    case 'WEIDIAN':
      return `https://k.youshop10.com/${token}`
    case 'PINDUODUO':
      return `https://p.pinduoduo.com/${token}`
  }
}

/** A share text as an app writes it, and the older form with a code between signs. */
export function shareTextsOf(item: ShelfItem): { text: string; code: string | null } {
  const text = `【${item.platform}】${shortLinkOf(item)} CZ0001 「${item.titleZh}」 点击链接直接打开`
  return { text, code: item.platform === 'TAOBAO' ? `复制这段描述￥${codeOf(item)}￥后打开` : null }
}

/**
 * The item that a short link leads to; null for another host. 1688 has the token in the path or in the query of
 * `share.html`, Pinduoduo with or without `duo_` before it.
 */
export function itemOfShortLink(
  shelf: Shelf,
  { host, path, secret }: { host: string; path: string; secret: string | undefined },
): ShelfItem | undefined | null {
  const platform = HOSTS[host]
  if (!platform) return null
  const last = path.split('/').at(-1) ?? ''
  const token = last === 'share.html' ? (secret ?? '') : last.replace(/^(h\.|duo_)/, '')
  return itemOfToken(shelf, platform, token)
}
