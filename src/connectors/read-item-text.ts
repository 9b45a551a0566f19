import type { Platform } from '../domain/platform.ts'
import { type AgentLinks, type ItemLinks, isHostOf } from './item-links.ts'

/** How a text named its item. */
export type ItemLinkKind = 'LINK' | 'SHORT_LINK' | 'SHARE_TEXT' | 'AGENT_LINK' | 'ID'
export type UnreadReason = 'UNKNOWN_HOST' | 'NO_ID' | 'AMBIGUOUS' | 'UNSUPPORTED'

export interface NamedItem {
  readonly kind: 'item'
  readonly platform: Platform
  readonly externalId: string
  readonly externalSkuId: string | null
  readonly canonicalUrl: string
  readonly via: ItemLinkKind
}

/** Has to be asked: a short link at its host, a share code at a source that can decode it. */
export interface NeedsResolving {
  readonly kind: 'short-link' | 'share-code'
  readonly platform: Platform
  /** The address, or the code. */
  readonly token: string
  /** The code next to a short link: tried if the link fails. */
  readonly shareCode: string | null
  readonly via: ItemLinkKind
}

export interface UnreadText {
  readonly kind: 'unread'
  readonly reason: UnreadReason
  readonly message: string
  readonly platform: Platform | null
  readonly externalId: string | null
  readonly via: ItemLinkKind | null
}

export type ReadText = NamedItem | NeedsResolving | UnreadText

export interface KnownLinks {
  readonly marketplaces: readonly ItemLinks[]
  readonly agents: readonly AgentLinks[]
}

/** Agents lead to a link, and that may be another agent's. */
const MOST_UNWRAPPED = 3
/** Ends at white space, at what encloses links, and at the first Chinese letter or sign. */
const LINK = /https?:\/\/[^\s<>"'`{}|\\^\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]+/gi
/** A link without its scheme, as people type it. */
const BARE_LINK =
  /(?<![\w@.-])(?:[a-z0-9-]+\.)+[a-z]{2,}\/[^\s<>"'`{}|\\^\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]*/gi
const TRAILING = /[.,;:!?)\]]+$/
/** `￥code￥`, `(code)`: eleven letters and digits, older texts have other signs around them. */
const SHARE_CODE = /([￥¥€¢$])\s?([A-Za-z0-9]{8,14})\s?\1|[(（]([A-Za-z0-9]{11})[)）]/u
/** `TAOBAO:123`, as imports name items; people write it in small letters, too. */
const REFERENCE = /^([A-Z][A-Z0-9_]{1,19}):(\S{1,40})$/i

/**
 * Parses a pasted text: a link, short link, share text, another agent's link or an id. Pure: nothing is
 * fetched, so short links and share codes come back as `NeedsResolving`.
 * @param platform where a bare id is from
 */
export function readItemText(text: string, platform: Platform | null, known: KnownLinks): ReadText {
  const pasted = text.normalize('NFC').trim()
  const links = linksIn(pasted)
  if (links.length === 0) return readWithoutLink(pasted, platform, known)
  const answers = links.map((link) => readLink(link, known, 0))
  const answer =
    answers.find((one) => one.kind !== 'unread') ??
    answers.find((one) => one.kind === 'unread' && one.reason !== 'UNKNOWN_HOST') ??
    answers[0]
  if (!answer) return unread('NO_ID', 'there is no link, share code or item number in the text')
  const shared =
    answer.via !== 'AGENT_LINK' && hasWordsBeside(pasted, links) ? { via: 'SHARE_TEXT' as const } : {}
  if (answer.kind === 'short-link') return { ...answer, ...shared, shareCode: codeIn(pasted) }
  return { ...answer, ...shared }
}

/** Reads an address that a short link led to. */
export function readItemLink(url: URL, known: KnownLinks): ReadText {
  return readUrl(url, known, MOST_UNWRAPPED)
}

function linksIn(text: string): string[] {
  const found = text.match(LINK)
  if (found) return found.map((link) => link.replace(TRAILING, ''))
  if (text.startsWith('//')) return [`https:${text.split(/\s/)[0]}`]
  return (text.match(BARE_LINK) ?? []).map((link) => `https://${link.replace(TRAILING, '')}`)
}

function hasWordsBeside(text: string, links: readonly string[]): boolean {
  const rest = links.reduce((left, link) => left.replace(link.replace(/^https?:\/\//i, ''), ''), text)
  return /[\p{L}\p{N}]{2,}/u.test(rest.replace(/https?:\/\//gi, ''))
}

function readLink(link: string, known: KnownLinks, unwrapped: number): ReadText {
  if (!URL.canParse(link)) return unread('UNKNOWN_HOST', `${cut(link)} is not an address`)
  return readUrl(new URL(link), known, unwrapped)
}

function readUrl(url: URL, known: KnownLinks, unwrapped: number): ReadText {
  const { hostname } = url
  if (url.username || url.password || url.port)
    return unread('UNKNOWN_HOST', `${cut(hostname)}: links with a user name or a port are not followed`)
  if (!/^https?:$/.test(url.protocol))
    return unread('UNKNOWN_HOST', `${cut(url.protocol)} links are not followed`)
  const short = known.marketplaces.find(({ shortHosts }) => shortHosts.includes(hostname))
  if (short?.platform)
    return {
      kind: 'short-link',
      platform: short.platform,
      token: `https://${hostname}${url.pathname}${url.search}`,
      shareCode: null,
      via: 'SHORT_LINK',
    }
  const market = known.marketplaces.find(({ hosts }) => isHostOf(hosts, hostname))
  if (market) return readPage(url, market)
  const agent = known.agents.find(({ hosts }) => isHostOf(hosts, hostname))
  if (!agent) return unread('UNKNOWN_HOST', `${cut(hostname)} is none of the marketplaces we know`)
  return readAgentPage(url, agent, known, unwrapped)
}

function readPage(url: URL, { platform, label, read, urlOf }: ItemLinks): ReadText {
  const item = read(url)
  const via = 'LINK'
  if (platform === null) {
    const message = `${label} items can be neither read nor bought here`
    return unread('UNSUPPORTED', message, { externalId: item?.externalId ?? null, via })
  }
  if (!item) return unread('NO_ID', `the link of ${label} names no item`, { platform, via })
  const { externalId, externalSkuId } = item
  if (externalId === null)
    return unread('UNSUPPORTED', `the link of ${label} names its item by an encrypted id`, { platform, via })
  return { kind: 'item', platform, externalId, externalSkuId, canonicalUrl: urlOf(externalId), via }
}

function readAgentPage(url: URL, agent: AgentLinks, known: KnownLinks, unwrapped: number): ReadText {
  const via = 'AGENT_LINK'
  const target = agent.read(url)
  if (!target) return unread('NO_ID', `the link of ${agent.label} names no item`, { via })
  if ('platform' in target) return { ...named(target.platform, target.externalId, known), via }
  if (unwrapped >= MOST_UNWRAPPED)
    return unread('NO_ID', `the link of ${agent.label} leads through too many others`, { via })
  return { ...readLink(target.link, known, unwrapped + 1), via }
}

function readWithoutLink(text: string, platform: Platform | null, known: KnownLinks): ReadText {
  const [, prefix, reference] = REFERENCE.exec(text) ?? []
  const market = known.marketplaces.find(
    (one) => one.platform !== null && one.platform === prefix?.toUpperCase(),
  )
  if (market?.platform && reference) return named(market.platform, reference, known)
  if (/^\d{6,20}$/.test(text)) {
    if (platform) return named(platform, text, known)
    return unread(
      'AMBIGUOUS',
      `${text} can be an item of several marketplaces: say of which, or paste its link`,
      {
        externalId: text,
        via: 'ID',
      },
    )
  }
  const code = codeIn(text)
  const coded = known.marketplaces.find(({ shareCodes }) => shareCodes)
  if (code && coded?.platform)
    return { kind: 'share-code', platform: coded.platform, token: code, shareCode: null, via: 'SHARE_TEXT' }
  return unread('NO_ID', 'there is no link, share code or item number in the text', { platform })
}

function named(platform: Platform, externalId: string, known: KnownLinks): ReadText {
  const market = known.marketplaces.find((one) => one.platform === platform)
  const via = 'ID'
  if (!market)
    return unread('UNSUPPORTED', `nothing here reads items of ${platform}`, { platform, externalId, via })
  if (!market.id.test(externalId))
    return unread('NO_ID', `${cut(externalId)} is not an item number of ${market.label}`, { platform, via })
  const canonicalUrl = market.urlOf(externalId)
  return { kind: 'item', platform, externalId, externalSkuId: null, canonicalUrl, via }
}

function codeIn(text: string): string | null {
  const match = SHARE_CODE.exec(text)
  return match?.[2] ?? match?.[3] ?? null
}

function unread(
  reason: UnreadReason,
  message: string,
  known: Partial<Pick<UnreadText, 'platform' | 'externalId' | 'via'>> = {},
): UnreadText {
  return { kind: 'unread', reason, message, platform: null, externalId: null, via: null, ...known }
}

const cut = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
