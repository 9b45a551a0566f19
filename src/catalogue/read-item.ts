import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { dayGmt8, untilMidnightGmt8 } from '../connectors/gmt8.ts'
import type { Item, ItemSource } from '../connectors/item-source.ts'
import type { Platform } from '../domain/platform.ts'
import { presentSignal, runDetached } from '../domain/scope.ts'
import { Misconfigured, RateLimited, UpstreamError } from '../domain/upstream-error.ts'
import type { PrismaClient } from '../store/database.ts'
import {
  endReadingLease,
  keepReading,
  type ReadingKey,
  storedReading,
  storedReadings,
  takePaidCall,
  takeReadingLease,
} from '../store/item-reading.ts'
import { itemOfJson, jsonOfItem } from './item-json.ts'

export interface ItemReadDeps {
  readonly prisma: PrismaClient
  /** In the order in which they are asked. */
  readonly sources: readonly ItemSource[]
  /** How long a reading serves without asking again, in ms. */
  readonly freshMs: number
  /** Paid calls of one day for an address without a token. */
  readonly paidCallsPerAddress: number
  readonly now: () => number
}

/** Code of the refusal when the paid calls of an address, or the characters for the translation service, are used up for the day. */
export const DAILY_LIMIT = 'daily-limit'

/** Who asks, for the limit on calls that cost money. Null: there is none. */
export type Payer = string | null

export interface ReadItemOptions {
  readonly locale?: string | undefined
  readonly payer?: Payer
  /** How old a reading may be, in ms, where that differs from the setting. */
  readonly freshMs?: number
  /** Fails where no source answers, instead of giving the last reading. */
  readonly onlyFresh?: boolean
}

type How = Required<Pick<ReadItemOptions, 'payer' | 'freshMs' | 'onlyFresh'>>

/** Answer of a source about an item, and its time. */
export interface ReadItem {
  readonly item: Item
  readonly fetchedAt: Date
  /** No source answered just now: this is the last answer. */
  readonly stale: boolean
}

/** A reading stands in for sources that do not answer for a day, in ms. */
const STALE_MS = 24 * 3_600_000
/** While another gateway reads the item: maximum wait and polling interval, in ms. */
const PATIENCE_MS = 20_000
const ASK_EVERY_MS = 150

/** Reads items for all requests of this process, and shares what it reads with all gateways. */
export function itemReader(deps: ItemReadDeps) {
  const onTheirWay = new Map<string, Promise<ReadItem | null>>()

  /**
   * An item as it is now: a fresh reading, else the first source that knows it, in the order of their roles.
   * Returns null when no source knows it.
   * @throws UpstreamError of the last source when all fail and no reading is left; Misconfigured `unsupported` when
   * there is no source for the platform; RateLimited `daily-limit` when the payer has had the calls of the day
   */
  async function read(
    platform: Platform,
    externalId: string,
    { locale = '', payer = null, freshMs = deps.freshMs, onlyFresh = false }: ReadItemOptions = {},
  ): Promise<ReadItem | null> {
    if (!deps.sources.some((source) => source.platforms.includes(platform)))
      throw new Misconfigured({
        upstream: platform,
        code: 'unsupported',
        message: `there is no source for items of ${platform}: ${externalId} can't be read`,
      })
    const key: ReadingKey = { platform, externalId, locale: locale.split('-')[0]?.toLowerCase() ?? '' }
    const stored = await storedReading(deps.prisma, key)
    if (stored && deps.now() - stored.fetchedAt.getTime() < freshMs) return answerOf(stored, false)
    const name = `${key.platform} ${key.externalId} ${key.locale} ${onlyFresh}`
    const running = onTheirWay.get(name) ?? begin(name, key, { payer, freshMs, onlyFresh })
    return withSignal(running)
  }

  /** Others may wait for it: it continues when its first request is gone. */
  function begin(name: string, key: ReadingKey, how: How): Promise<ReadItem | null> {
    const reading = runDetached(() => readShared(key, how)).finally(() => onTheirWay.delete(name))
    onTheirWay.set(name, reading)
    return reading
  }

  async function readShared(key: ReadingKey, how: How): Promise<ReadItem | null> {
    const { payer, freshMs, onlyFresh } = how
    const until = deps.now() + PATIENCE_MS
    for (;;) {
      const olderThan = new Date(deps.now() - freshMs)
      if (await takeReadingLease(deps.prisma, key, olderThan)) return readLeased(key, how)
      const stored = await storedReading(deps.prisma, key)
      if (stored && stored.fetchedAt >= olderThan) return answerOf(stored, false)
      if (deps.now() >= until) return stored && !onlyFresh ? answerOf(stored, true) : askSources(key, payer)
      await delay(ASK_EVERY_MS)
    }
  }

  async function readLeased(key: ReadingKey, { payer, onlyFresh }: How): Promise<ReadItem | null> {
    try {
      return await askSources(key, payer)
    } catch (error) {
      await endReadingLease(deps.prisma, key)
      const last = error instanceof UpstreamError && !onlyFresh ? await storedReading(deps.prisma, key) : null
      if (last && deps.now() - last.fetchedAt.getTime() < STALE_MS) return answerOf(last, true)
      throw error
    }
  }

  /** The first source that knows the item; its answer is stored for all gateways. */
  async function askSources(key: ReadingKey, payer: Payer): Promise<ReadItem | null> {
    const { platform, externalId, locale } = key
    let failure: unknown = null
    for (const source of deps.sources) {
      if (!source.platforms.includes(platform)) continue
      try {
        if (source.role === 'PROVIDER') await pay(platform, payer)
        const item = await source.readItem(platform, externalId, { locale: locale || undefined })
        if (!item) continue
        const fetchedAt = new Date(deps.now())
        await keepReading(deps.prisma, key, { payload: jsonOfItem(item), source: source.name, fetchedAt })
        return { item, fetchedAt, stale: false }
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error
        failure = error
      }
    }
    // One that failed may know it: only sources that all answered can say that there is no such item.
    if (failure) throw failure
    await keepReading(deps.prisma, key, { payload: null, source: null, fetchedAt: new Date(deps.now()) })
    return null
  }

  async function pay(platform: Platform, payer: Payer): Promise<void> {
    if (payer === null) return
    const now = deps.now()
    const hash = createHash('sha256')
      .update(`${dayGmt8(now)} ${payer}`)
      .digest('base64url')
    if (await takePaidCall(deps.prisma, dayGmt8(now), hash, deps.paidCallsPerAddress)) return
    throw new RateLimited({
      upstream: platform,
      code: DAILY_LIMIT,
      message: `${deps.paidCallsPerAddress} items a day can be looked up without a token, and they are used up`,
      retryAfterMs: untilMidnightGmt8(now),
    })
  }

  /** What was last read of these items, without asking anybody: by platform and id, as `PLATFORM id`. */
  async function lastReadings(
    items: readonly { readonly platform: Platform; readonly externalId: string }[],
  ): Promise<ReadonlyMap<string, ReadItem>> {
    const stored = await storedReadings(deps.prisma, items)
    return new Map(
      stored.flatMap(({ platform, externalId, ...reading }) => {
        const one = answerOf(reading, deps.now() - reading.fetchedAt.getTime() >= deps.freshMs)
        return one ? [[`${platform} ${externalId}`, one] as const] : []
      }),
    )
  }

  return { read, lastReadings }
}

function answerOf(
  { payload, fetchedAt }: { payload: unknown; fetchedAt: Date },
  stale: boolean,
): ReadItem | null {
  return payload === null ? null : { item: itemOfJson(payload), fetchedAt, stale }
}

/** Ends waiting, not the reading, with the request. */
function withSignal<T>(work: Promise<T>): Promise<T> {
  const signal = presentSignal()
  if (!signal) return work
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason)
    signal.addEventListener('abort', leave, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}
