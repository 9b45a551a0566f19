import type { ComponentHealth } from '../../schema/context.ts'
import type { Upstream } from '../connectors/upstream.ts'
import type { EventBus } from '../realtime/bus.ts'
import type { FeedSource } from '../realtime/feed-source.ts'
import type { Database } from '../store/database.ts'
import { isDatabaseAway } from '../store/database-away.ts'
import { type SyncFigures, syncFigures } from '../store/sync-watch.ts'

/** Longer than this and a component counts as not answering, in ms. */
const PATIENCE = 2_000

/** Asks every component how it is, in words for the operator. Never throws. */
export function statusOf(
  database: Database,
  bus: EventBus,
  { hub }: FeedSource,
  paces: Upstream['paces'],
): () => Promise<ComponentHealth[]> {
  const ask = async (name: string, question: () => Promise<string>): Promise<ComponentHealth> => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new NoAnswer()), PATIENCE)
    })
    try {
      return { name, healthy: true, detail: await Promise.race([question(), late]) }
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

/** Falls when a platform refuses calls, and grows back with those that it answers. */
function paceOf({ api, perSecond, bannedForMs }: ReturnType<Upstream['paces']>[number]): string {
  const pace = `${api} ${Math.round(perSecond * 10) / 10} calls a second`
  return bannedForMs > 0 ? `${pace}, none for ${Math.ceil(bannedForMs / 1000)} s` : pace
}
