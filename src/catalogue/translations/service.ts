import { dayGmt8, untilMidnightGmt8 } from '../../connectors/gmt8.ts'
import { requestsOf, type Translator } from '../../connectors/translation.ts'
import { storable } from '../../domain/text.ts'
import {
  Misconfigured,
  NeedsAuthorization,
  RateLimited,
  Rejected,
  UpstreamError,
} from '../../domain/upstream-error.ts'
import type { PrismaClient } from '../../store/database.ts'
import {
  endTextLeases,
  firstLeaseEnd,
  leaseTexts,
  noteNotTranslated,
  noteTranslated,
  pauseTranslation,
  rememberTexts,
  type TextKey,
  takeCharacters,
  translationDay,
} from '../../store/translation.ts'
import { DAILY_LIMIT } from '../read-item.ts'
import type { TextMemory, WantedText } from './memory.ts'
import { hashOfText, SOURCE_LOCALE } from './texts-of-product.ts'

export interface ServiceDeps {
  readonly prisma: PrismaClient
  readonly translator: Translator
  /** Most characters that are sent in one day. */
  readonly charactersPerDay: number
  /** First rest after a failure, in ms; it doubles with each further one. */
  readonly restMs?: number
}

const REST_MS = 5_000
const LONGEST_REST_MS = 15 * 60_000
/** A key that is refused, or a setting that is wrong: somebody has to act first. In ms. */
const OPERATOR_MS = 15 * 60_000
/** A text that the service refuses is sent again after a day, in ms. */
const REFUSED_MS = 24 * 3_600_000

const keyOf = ({ text, locale }: WantedText): TextKey => ({
  hash: hashOfText(text),
  from: SOURCE_LOCALE,
  to: locale,
})

/** Calls the paid service: each text once for all callers, within the daily limit of characters. */
export function translationService(deps: ServiceDeps, memory: TextMemory) {
  const { prisma, translator, charactersPerDay, restMs = REST_MS } = deps
  const today = () => dayGmt8(Date.now())

  /** Null: the service may be asked. */
  async function pausedUntil(): Promise<Date | null> {
    const pause = (await translationDay(prisma, today()))?.pausedUntil ?? null
    return pause !== null && pause.getTime() > Date.now() ? pause : null
  }

  /**
   * Translates and stores the texts, except those that another worker is at.
   * @returns when to try the rest again; null: nothing is left, or others have it
   */
  async function translate(texts: readonly WantedText[], signal: AbortSignal): Promise<Date | null> {
    const keys = texts.map(keyOf)
    const mine = new Set(
      (await leaseTexts(prisma, SOURCE_LOCALE, keys)).map(({ hash, to }) => `${to} ${hash}`),
    )
    const isMine = (one: WantedText) => mine.has(`${one.locale} ${hashOfText(one.text)}`)
    const open = new Map(texts.filter(isMine).map((one) => [one, keyOf(one)]))
    let retryAt = await firstLeaseEnd(prisma, SOURCE_LOCALE, texts.filter((one) => !isMine(one)).map(keyOf))
    try {
      for (const locale of new Set([...open.keys()].map((one) => one.locale))) {
        const ofLocale = [...open.keys()].filter((one) => one.locale === locale)
        const request = requestsOf(
          ofLocale.map(({ text }) => text),
          translator,
        )
        for (const batch of request) {
          const sent = ofLocale.splice(0, batch.length)
          const refusedUntil = await send(sent, locale, signal)
          for (const one of sent) open.delete(one)
          retryAt ??= refusedUntil
        }
      }
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error
      retryAt = await pauseAfter(error)
    } finally {
      await endTextLeases(prisma, SOURCE_LOCALE, [...open.values()], new Date())
    }
    return retryAt
  }

  /** One request. @returns null, or when texts that the service refuses may be sent again */
  async function send(
    texts: readonly WantedText[],
    locale: string,
    signal: AbortSignal,
  ): Promise<Date | null> {
    const day = today()
    const characters = texts.reduce((sum, { text }) => sum + [...text].length, 0)
    if (!(await takeCharacters(prisma, day, characters, charactersPerDay)))
      throw new RateLimited({
        upstream: translator.upstream,
        code: DAILY_LIMIT,
        message: `${charactersPerDay} characters a day may be translated, and they are used up`,
        retryAfterMs: untilMidnightGmt8(Date.now()),
      })
    try {
      const translated = await translator.translate(
        texts.map(({ text }) => text),
        SOURCE_LOCALE,
        locale,
        signal,
      )
      // An empty one would hide the source text.
      const made = texts.map((one, index) => ({
        ...keyOf(one),
        text: storable(translated[index]?.trim() || one.text),
      }))
      await rememberTexts(prisma, translator.name, made)
      for (const [index, one] of texts.entries()) memory.learn(one, made[index]?.text ?? '')
      await noteTranslated(prisma, day, texts.length)
      return null
    } catch (error) {
      // The process stops: whether the service counts the characters is not known.
      if (!(error instanceof UpstreamError)) throw error
      await noteNotTranslated(prisma, day, characters, error.message)
      if (!(error instanceof Rejected)) throw error
      const retryAt = new Date(Date.now() + REFUSED_MS)
      await endTextLeases(prisma, SOURCE_LOCALE, texts.map(keyOf), retryAt)
      return retryAt
    }
  }

  async function pauseAfter(error: UpstreamError): Promise<Date> {
    const day = today()
    const failures = (await translationDay(prisma, day))?.failures ?? 0
    const rest = Math.min(LONGEST_REST_MS, restMs * 2 ** Math.max(0, Math.min(failures, 20) - 1))
    const ms =
      error instanceof RateLimited
        ? Math.max(rest, error.retryAfterMs)
        : error instanceof NeedsAuthorization || error instanceof Misconfigured
          ? OPERATOR_MS
          : rest
    const until = new Date(Date.now() + ms)
    await pauseTranslation(prisma, day, until, error.message)
    return until
  }

  return { pausedUntil, translate }
}
