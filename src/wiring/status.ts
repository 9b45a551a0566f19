import type { ComponentHealth } from '../../schema/context.ts'
import type { SearchFigures, TranslationFigures } from '../catalogue/index.ts'
import type { Upstream } from '../connectors/upstream.ts'
import type { EventBus } from '../realtime/bus.ts'
import type { FeedSource } from '../realtime/feed-source.ts'
import type { CatalogueFigures } from '../server/catalogue-metrics.ts'
import type { ShopFigures } from '../server/metrics.ts'
import type { RateFigures } from '../server/rate-metrics.ts'
import type { Database } from '../store/database.ts'
import { isDatabaseAway } from '../store/database-away.ts'
import { type SyncFigures, syncFigures } from '../store/sync-watch.ts'

/** Longer than this and a component counts as not answering, in ms. */
const PATIENCE = 2_000

export interface StatusFigures extends ShopFigures {
  readonly translation: () => Promise<TranslationFigures>
  readonly search: () => Promise<SearchFigures>
}

/** Asks every component how it is, in words for the operator. Never throws. */
export function statusOf(
  database: Database,
  bus: EventBus,
  { hub }: FeedSource,
  paces: Upstream['paces'],
  { pictures, catalogue, translation, search, rates }: StatusFigures,
): () => Promise<ComponentHealth[]> {
  const ask = async (
    name: string,
    question: () => Promise<string | Omit<ComponentHealth, 'name'>>,
  ): Promise<ComponentHealth> => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new NoAnswer()), PATIENCE)
    })
    try {
      const answer = await Promise.race([question(), late])
      return { name, ...(typeof answer === 'string' ? { healthy: true, detail: answer } : answer) }
    } catch (error) {
      return { name, healthy: false, detail: wordsFor(name, error) }
    } finally {
      clearTimeout(timer)
    }
  }
  return () =>
    Promise.all([
      ask('database', async () => {
        await database.prisma.$queryRaw`SELECT 1`
        return database.kind === 'embedded' ? 'embedded PostgreSQL' : 'PostgreSQL server'
      }),
      ask('bus', async () => `last event in the log: ${await bus.lastSeq(hub.position.epoch)}`),
      ask('feed', async () => {
        const waiting = await database.prisma.outboxEvent.count({ where: { seq: null } })
        const { active, sent, gaps } = hub.counters
        return `at event ${hub.position.seq}, ${waiting} waiting for the relay; ${active} subscriptions, ${sent} events sent, ${gaps} gaps`
      }),
      ask('call rates', async () => paces().map(paceOf).join(', ') || 'nothing was called yet'),
      ask('pictures', async () => {
        const { waiting, failed } = await pictures()
        return `${waiting} have yet to be copied, ${failed} could not be copied (pictureProblems lists them)`
      }),
      ask('catalogue', async () => catalogueWords(await catalogue())),
      ask('translation', async () => translationWords(await translation())),
      ask('search', async () => searchWords(await search())),
      ask('exchange rates', async () => rateWords(await rates())),
      ask('synchronisation', async () => wordsOf(await syncFigures(database.prisma))),
    ])
}

/** `/readyz` is seen by strangers where no proxy keeps it from them: no addresses, no statements. */
function wordsFor(name: string, error: unknown): string {
  if (error instanceof NoAnswer) return 'does not answer'
  return name === 'bus' || isDatabaseAway(error) ? 'can not be reached' : 'failed'
}

/** Longer than the patience. */
class NoAnswer extends Error {}

function wordsOf({ shops, failing, failures, behind, messages, lagSeconds }: SyncFigures): string {
  const lag = lagSeconds === null ? 'no orders read yet' : `orders read up to ${lagSeconds} s ago`
  return `${shops} shops linked, ${lag}; ${failing} kinds failing, ${failures} records set aside, ${behind} listings to be pushed, ${messages} messages waiting`
}

function catalogueWords(figures: CatalogueFigures): string {
  const { paidCalls, paidCallsFailed, paidCallsCounted, paidCallsQuota } = figures
  const counted = paidCallsCounted === null ? '' : `, ${paidCallsCounted} as the provider counts`
  const quota = paidCallsQuota === null ? '' : ` of ${paidCallsQuota}`
  const watched = `${figures.watched} items watched, ${figures.watchedDue} due, ${figures.watchedFailing} failing`
  return `${paidCalls}${quota} paid calls today${counted}, ${paidCallsFailed} failed; ${watched}; ${figures.importsRunning} imports run, ${figures.importsWaiting} wait`
}

/** Source texts are shown while it is down: the process answers, and nothing is lost. */
function translationWords(figures: TranslationFigures): string | Omit<ComponentHealth, 'name'> {
  const { service, characters, charactersPerDay, texts, calls, failed, waiting, pausedUntil, lastError } =
    figures
  if (service === null) return 'off: no key of a translation service is set'
  const counted = `${characters} of ${charactersPerDay} characters sent today, ${texts} texts in ${calls} calls, ${failed} failed; ${waiting} products wait`
  if (pausedUntil === null && !figures.isDown) return `${service}: ${counted}`
  const pause = pausedUntil === null ? 'is tried again' : `waits until ${pausedUntil.toISOString()}`
  return { healthy: !figures.isDown, detail: `${service} ${pause} (${lastError}); ${counted}` }
}

/** The database answers while the engine is down or lacks products: nothing is lost. */
function searchWords(figures: SearchFigures): string | Omit<ComponentHealth, 'name'> {
  const { engine, isFilled, isFilling, behind, failures, feedError, pausedUntil, searchError } = figures
  if (engine === null) return "the database's own: no search engine is set"
  const filling = isFilled
    ? isFilling
      ? 'being filled again'
      : 'filled'
    : 'being filled, the database answers'
  const counted = `${engine}: ${filling}; ${behind} events to follow`
  const pause = pausedUntil === null ? '' : `; nothing is written until ${pausedUntil.toISOString()}`
  const failed = [
    ...(searchError === null ? [] : [`the last search failed (${searchError}), the database answers`]),
    ...(failures === 0 ? [] : [`writing failed ${failures} times (${feedError})${pause}`]),
  ]
  return { healthy: failed.length === 0, detail: [counted, ...failed].join('; ') }
}

/** An old rate still shows prices: nothing stops, and somebody has to know. */
function rateWords(figures: RateFigures): string | Omit<ComponentHealth, 'name'> {
  const { source, day, isOld, followed, byHand } = figures
  if (source === null) return 'set by people: no published table is followed'
  const table = day === null ? 'no table was taken yet' : `the table of ${day}`
  return {
    healthy: !isOld,
    detail: `${source}: ${table}; ${followed} currencies follow it, ${byHand} are set by people`,
  }
}

/** Falls when a platform refuses calls, and grows back with those that it answers. */
function paceOf({ api, perSecond, bannedForMs }: ReturnType<Upstream['paces']>[number]): string {
  const pace = `${api} ${Math.round(perSecond * 10) / 10} calls a second`
  return bannedForMs > 0 ? `${pace}, none for ${Math.ceil(bannedForMs / 1000)} s` : pace
}
