import type { Platform } from '../../domain/platform.ts'
import { type AgentLinks, type AgentTarget, ITEM_ID, parameterOf } from '../item-links.ts'

/** How agents abbreviate the marketplaces. */
const MARKETS: Readonly<Record<string, Platform>> = {
  taobao: 'TAOBAO',
  tmall: 'TAOBAO',
  tb: 'TAOBAO',
  tm: 'TAOBAO',
  '1688': 'ALIBABA_1688',
  ali_1688: 'ALIBABA_1688',
  alibaba: 'ALIBABA_1688',
  al: 'ALIBABA_1688',
  weidian: 'WEIDIAN',
  micro: 'WEIDIAN',
  wd: 'WEIDIAN',
  jd: 'JD',
  pinduoduo: 'PINDUODUO',
  pdd: 'PINDUODUO',
}
/** Hoobuy and Oopbuy number the marketplaces in the path. */
const NUMBERED: Readonly<Record<string, Platform>> = { '0': 'ALIBABA_1688', '1': 'TAOBAO', '2': 'WEIDIAN' }

const inParameter =
  (...names: string[]) =>
  (url: URL): AgentTarget | null => {
    const link = parameterOf(url, names)
    return link ? { link: decoded(link) } : null
  }

/** The router's address is after `#`: `/#/home/productDetail?productLink=…`. */
function inHash(...names: string[]) {
  const read = inParameter(...names)
  return (url: URL): AgentTarget | null => {
    const query = url.hash.indexOf('?')
    const hash = query < 0 ? null : read(new URL(url.hash.slice(query), url.origin))
    return hash ?? read(url)
  }
}

/** `?shop_type=weidian&id=…`. */
const byMarket =
  (...names: string[]) =>
  (url: URL): AgentTarget | null =>
    named(
      MARKETS[(parameterOf(url, names) ?? '').toLowerCase()],
      parameterOf(url, ['id', 'itemID', 'itemId']),
    )

/** `/product/1/…`, `/product/weidian/…`. */
function byPath(url: URL): AgentTarget | null {
  const [, market = '', id = ''] = /\/product\/([a-z0-9_]+)\/(\d+)/i.exec(url.pathname) ?? []
  return named(NUMBERED[market] ?? MARKETS[market.toLowerCase()], id)
}

/** `/item-<id>.html` is Taobao, `/item-micro-<id>.html` Weidian. */
function cssbuy(url: URL): AgentTarget | null {
  const [, market = 'taobao', id = ''] = /\/item-(?:([a-z0-9]+)-)?(\d+)\.html$/.exec(url.pathname) ?? []
  return named(MARKETS[market], id)
}

function named(platform: Platform | undefined, externalId: string | null): AgentTarget | null {
  return platform && externalId && ITEM_ID.test(externalId) ? { platform, externalId } : null
}

/** Links travel percent-encoded once or twice. */
function decoded(link: string): string {
  let text = link
  for (let times = 0; times < 2 && /^https?%/i.test(text); times++) {
    try {
      text = decodeURIComponent(text)
    } catch {
      return text
    }
  }
  return text
}

const first =
  (...reads: AgentLinks['read'][]) =>
  (url: URL): AgentTarget | null => {
    for (const read of reads) {
      const target = read(url)
      if (target) return target
    }
    return null
  }

/** Other agents whose links customers bring along. */
export const AGENTS: readonly AgentLinks[] = [
  { label: 'Superbuy', hosts: ['superbuy.com'], read: inParameter('url') },
  { label: 'Wegobuy', hosts: ['wegobuy.com'], read: inParameter('url') },
  { label: 'AllChinaBuy', hosts: ['allchinabuy.com'], read: inParameter('url') },
  { label: 'Pandabuy', hosts: ['pandabuy.com'], read: inParameter('url') },
  { label: 'Kakobuy', hosts: ['kakobuy.com'], read: inParameter('url') },
  { label: 'Sugargoo', hosts: ['sugargoo.com'], read: inHash('productLink', 'url') },
  { label: 'CSSBuy', hosts: ['cssbuy.com'], read: first(cssbuy, inParameter('url')) },
  {
    label: 'CNFans',
    hosts: ['cnfans.com'],
    read: first(byMarket('shop_type', 'platform'), inParameter('url')),
  },
  {
    label: 'Mulebuy',
    hosts: ['mulebuy.com'],
    read: first(byMarket('shop_type', 'platform'), inParameter('url')),
  },
  {
    label: 'OrientDig',
    hosts: ['orientdig.com'],
    read: first(byMarket('shop_type', 'platform'), inParameter('url')),
  },
  { label: 'AcBuy', hosts: ['acbuy.com'], read: first(byMarket('source'), inParameter('url')) },
  { label: 'Hoobuy', hosts: ['hoobuy.com'], read: first(byPath, inParameter('url')) },
  { label: 'Oopbuy', hosts: ['oopbuy.com'], read: first(byPath, inParameter('url')) },
]
