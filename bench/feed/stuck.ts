import type { Crowd } from './clients.ts'
import type { ContenderName } from './contender.ts'
import { type Speed, saturate } from './hot.ts'
import { closeAll, failures, type Line, lineOf, openAll, rounds } from './line.ts'
import { gather, type Pair } from './pair.ts'
import type { Part } from './part.ts'
import { ratio, spread, table } from './table.ts'

const FILLER_SKU = 1
/** Enough to fill what both ends of a connection hold for a client that does not read. */
const FILLERS = 20_000

interface StuckLine extends Line<Speed> {
  readonly stuck: number
}

/** A server all of whose clients read, and the same with some that do not. */
export interface StuckPair {
  readonly contender: ContenderName
  readonly all: StuckLine
  readonly some: StuckLine
}

/**
 * One of a hundred stops reading. They watch a second SKU, which fills their connections before anything
 * is measured: what counts is what the others get then, compared with a server where everybody reads.
 */
export async function runStuck({ options, say, heading }: Part): Promise<StuckPair[]> {
  const clients = Math.min(...options.clients)
  const stuck = Math.max(1, Math.round(clients / 100))
  heading(`${stuck} of ${clients.toLocaleString('en-US')} clients stop reading`)
  const pairs = options.contenders
    .filter((name) => name !== 'frames')
    .map((contender): StuckPair => {
      const line = (stuck: number) => ({ ...lineOf<Speed>(contender), stuck })
      return { contender, all: line(0), some: line(stuck) }
    })
  const lines = pairs.flatMap(({ all, some }) => [all, some])
  await openAll(lines, async (line, pair) => {
    const crowd: Crowd = {
      ...pair.base,
      ids: 'equal',
      count: clients,
      stuck: { count: stuck, sku: FILLER_SKU },
    }
    await gather(pair, crowd)
    await saturate(pair, clients - stuck, options.ms)
    if (line.stuck > 0) await fill(pair)
  })
  await rounds(options.rounds, lines, async (line, pair) => {
    line.results.push(await saturate(pair, clients - stuck, options.ms))
  })
  closeAll(lines)
  const broken = failures(pairs.map(({ all, some }) => (all.failure ? all : some)))
  say([report(pairs), ...broken].join('\n'))
  return pairs
}

async function fill({ server, clients }: Pair): Promise<void> {
  await clients.call('freeze')
  for (let sent = 0; sent < FILLERS; sent += 500)
    await server.call('publishEach', { skus: Array(500).fill(FILLER_SKU) })
}

export const ratesOf = (line: Line<Speed>) => line.results.map(({ rate }) => rate)
export const cpuOf = (line: Line<Speed>) => line.results.map(({ cpuPerDelivery }) => cpuPerDelivery)

function report(pairs: readonly StuckPair[]): string {
  const head = [
    'server',
    'all read: deliveries/s',
    'some stuck',
    'ratio',
    'µs CPU each',
    'some stuck',
    'ratio',
  ]
  const rows = pairs.map(({ contender, all, some }) => [
    contender,
    spread(ratesOf(all)),
    spread(ratesOf(some)),
    ratio(ratesOf(some), ratesOf(all)),
    spread(cpuOf(all)),
    spread(cpuOf(some)),
    ratio(cpuOf(all), cpuOf(some)),
  ])
  return table(head, rows)
}
