import { setTimeout as delay } from 'node:timers/promises'
import { until } from '../support/until.ts'
import { Counts } from './counts.ts'
import { subscribeAlerts, subscribeStock } from './crowd.ts'
import { runFaults } from './fault-plan.ts'
import type { ChaosOptions } from './options.ts'
import { readOutbox } from './outbox.ts'
import { Random } from './random.ts'
import { Ledger } from './verdict.ts'
import { startWorld, type WorldOptions } from './world.ts'
import { startWriters } from './writers.ts'

export interface ChaosSettings extends ChaosOptions {
  readonly world: WorldOptions
  readonly restMs: readonly [number, number]
  readonly longestMs: number
  readonly rounds: number | null
  /** How long subscribers may take to have everything once all is healed, ms. */
  readonly settleMs: number
  readonly log: (line: string) => void
}

export interface ChaosResult {
  readonly counts: Counts
  /** Empty: every promise was kept. */
  readonly violations: readonly string[]
}

type Size = Pick<ChaosSettings, 'world' | 'restMs' | 'longestMs' | 'rounds' | 'settleMs'>

/** The size at which `npm run test:chaos` runs. */
export const LONG: Size = {
  world: { gateways: 2, workers: 2, skus: 20, warehouses: 2 },
  restMs: [300, 2_500],
  longestMs: 30_000,
  rounds: null,
  settleMs: 90_000,
}

/** The size at which it runs among the other tests: each kind of fault once, and shortly. */
export const SHORT: Size = {
  world: { gateways: 2, workers: 2, skus: 8, warehouses: 2 },
  restMs: [100, 800],
  longestMs: 2_500,
  rounds: 1,
  settleMs: 90_000,
}

/** Writers write, subscribers watch, and everything between them is disturbed; then all heals, and is compared. */
export async function runChaos(settings: ChaosSettings): Promise<ChaosResult> {
  const { seed, log } = settings
  const counts = new Counts()
  log(`seed ${seed}`)
  const world = await startWorld(settings.world)
  try {
    const random = new Random(seed)
    const stock = subscribeStock(world, settings.subscribers, random, counts)
    const alerts = subscribeAlerts(world, Math.max(2, Math.ceil(settings.subscribers / 6)), counts)
    await until(
      () => stock.every(({ mirror }) => mirror.shown.size > 0),
      'all subscribers to have the state',
      60_000,
    )
    const writers = startWriters(world, { ...settings, counts })
    // Who watches alerts has no place to come back to before it has heard of one.
    await until(
      () => alerts.every(({ mirror }) => mirror.cursor),
      'all subscribers to have heard of an alert',
      60_000,
    )

    log('faults begin')
    const time = AbortSignal.timeout(settings.seconds * 1_000)
    const subscribers = [...stock, ...alerts].map(({ subscriber }) => subscriber)
    await runFaults({ world, subscribers }, { ...settings, counts }, time)
    log('faults are over')
    await Promise.all([...world.gateways, ...world.workers].map((one) => one.ready()))
    await writers.stop()

    const ledger = await Ledger.read(world.database)
    counts.add('changes committed', ledger.changes)
    const late = () => stock.filter(({ mirror, watched }) => ledger.behind(mirror, watched).length > 0)
    const numbered = async () =>
      (await world.database.prisma.outboxEvent.count({ where: { seq: null } })) === 0
    await until(
      async () => late().length === 0 && (await numbered()),
      'all to have everything',
      settings.settleMs,
    ).catch(() => {})
    const outbox = await readOutbox(world.database, world.forgotten)
    const lastAlert = outbox.told.at(-1)?.seq ?? 0
    await until(
      () => alerts.every(({ mirror }) => mirror.lastSeq >= lastAlert),
      'the last alert',
      15_000,
    ).catch(() => {})
    // What comes now would come twice.
    await delay(500)
    await Promise.all(subscribers.map((one) => one.stop()))

    for (const { mirror } of alerts) mirror.judge(outbox.told)
    for (const one of [...world.gateways, ...world.workers]) counts.add('restarts of processes', one.restarts)
    return {
      counts,
      violations: [
        ...outbox.violations,
        ...ledger.missing(writers.acknowledged),
        ...late().map(
          ({ mirror, watched }) => `${mirror.name} never got: ${ledger.behind(mirror, watched).join(', ')}`,
        ),
        ...[...stock, ...alerts].flatMap(({ mirror }) => mirror.violations),
        ...stock.flatMap(({ mirror }) => ledger.invented(mirror)),
      ],
    }
  } finally {
    await world.stop()
  }
}
