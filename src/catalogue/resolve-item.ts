import type { ItemSource } from '../connectors/item-source.ts'
import {
  type ItemLinkKind,
  type KnownLinks,
  type ReadText,
  readItemText,
} from '../connectors/read-item-text.ts'
import type { ShortLinks } from '../connectors/short-links.ts'
import type { Platform } from '../domain/platform.ts'
import { presentSignal } from '../domain/scope.ts'
import { Misconfigured, UpstreamError } from '../domain/upstream-error.ts'
import { DAILY_LIMIT, type Payer, type ReadItem } from './read-item.ts'

export interface ResolveDeps {
  readonly known: KnownLinks
  readonly shortLinks: Pick<ShortLinks, 'follow'>
  readonly sources: readonly ItemSource[]
  readonly read: (
    platform: Platform,
    externalId: string,
    options: { locale?: string | undefined; payer?: Payer },
  ) => Promise<ReadItem | null>
}

export type UnresolvedReason =
  | 'UNKNOWN_HOST'
  | 'NO_ID'
  | 'AMBIGUOUS'
  | 'NOT_FOUND'
  | 'UNSUPPORTED'
  | 'UNAVAILABLE'

/** Result of resolving a pasted text. Exactly one of `found` and `reason` is not null; the other fields are set if known. */
export interface ItemResolution {
  readonly found: ReadItem | null
  readonly platform: Platform | null
  readonly externalId: string | null
  readonly externalSkuId: string | null
  readonly canonicalUrl: string | null
  readonly via: ItemLinkKind | null
  readonly reason: UnresolvedReason | null
  readonly message: string | null
}

/** An item that a text names, or why it names none. */
export type NamedByText = Named

export interface ResolveRequest {
  readonly text: string
  /** Where a bare id is from. */
  readonly platform: Platform | null
  readonly payer: Payer
}

/** Resolves a text and reads its item. Returns a reason on failure; answers of a source or host never throw. */
export function itemResolver(deps: ResolveDeps) {
  async function resolve({ text, platform, payer }: ResolveRequest): Promise<ItemResolution> {
    const named = await name(text, platform)
    if (named.kind !== 'item') return unresolved(named)
    const { externalId, externalSkuId, canonicalUrl, via } = named
    const known = { platform: named.platform, externalId, externalSkuId, canonicalUrl, via }
    try {
      const found = await deps.read(named.platform, externalId, { payer })
      if (found) return { ...known, found, reason: null, message: null }
      return {
        ...known,
        found: null,
        reason: 'NOT_FOUND',
        message: `There is no item ${externalId} (any more).`,
      }
    } catch (error) {
      return { ...known, found: null, ...refusalOf(error) }
    }
  }

  /** The item that a text names, without a look at the item itself. `cause` of a failure is the source's error. */
  async function name(text: string, platform: Platform | null): Promise<Named> {
    const read = readItemText(text, platform, deps.known)
    return read.kind === 'item' || read.kind === 'unread' ? read : ask(read, text)
  }

  /** The part that needs the network: short links ask their host, share codes a source that can decode them. */
  async function ask(read: Exclude<ReadText, { kind: 'item' | 'unread' }>, text: string): Promise<Named> {
    const { platform, via, token, shareCode } = read
    if (read.kind === 'short-link') {
      const followed = await deps.shortLinks.follow(token, presentSignal() ?? undefined)
      if (followed.kind === 'item') return { ...followed, via }
      const failed = { platform, externalId: null, ...followed, via } as const
      const hasSecondWay = shareCode !== null || read.via === 'SHARE_TEXT'
      if (followed.reason !== 'UNAVAILABLE' || !hasSecondWay) return failed
      const decoded = await decode(platform, text)
      return decoded.kind === 'item' ? { ...decoded, via } : failed
    }
    return { ...(await decode(platform, token)), via }
  }

  async function decode(platform: Platform, word: string): Promise<Named> {
    const decoders = deps.sources.filter((one) => one.decodeShareText && one.platforms.includes(platform))
    const none = { kind: 'unread', platform, externalId: null, via: 'SHARE_TEXT' } as const
    if (decoders.length === 0)
      return {
        ...none,
        reason: 'UNSUPPORTED',
        message: 'No source here can decode share codes: paste the link of the item.',
      }
    try {
      for (const source of decoders) {
        const answer = await source.decodeShareText?.(platform, word, presentSignal() ?? undefined)
        if (!answer) continue
        const read = readItemText(answer, platform, deps.known)
        if (read.kind === 'item') return read
      }
      return { ...none, reason: 'NOT_FOUND', message: 'The share code leads to no item (any more).' }
    } catch (error) {
      return { ...none, ...refusalOf(error), cause: error }
    }
  }

  return { name, resolve }
}

type Named =
  | Extract<ReadText, { kind: 'item' }>
  | {
      readonly kind: 'unread'
      readonly reason: UnresolvedReason
      readonly message: string
      readonly platform?: Platform | null
      readonly externalId?: string | null
      readonly via?: ItemLinkKind | null
      readonly cause?: unknown
    }

function unresolved(named: Exclude<Named, { kind: 'item' }>): ItemResolution {
  const { reason, message, platform = null, externalId = null, via = null } = named
  return { found: null, platform, externalId, externalSkuId: null, canonicalUrl: null, via, reason, message }
}

/** @throws errors other than answers of a source */
function refusalOf(error: unknown): { reason: UnresolvedReason; message: string } {
  if (!(error instanceof UpstreamError)) throw error
  if (error instanceof Misconfigured && error.code === 'unsupported')
    return { reason: 'UNSUPPORTED', message: error.message }
  // Errors of a source are for operators, who find them in the log and in the metrics.
  const message =
    error.code === DAILY_LIMIT ? error.message : `${error.upstream} can't be asked just now: try again later.`
  return { reason: 'UNAVAILABLE', message }
}
