import type { Crowd } from './clients.ts'
import type { ContenderName } from './contender.ts'
import { gatherWeighed, type Latency, type Memory, paced, type Speed, saturate } from './hot.ts'
import { closeAll, failures, type Line, lineOf, openAll, rounds } from './line.ts'
import type { Part } from './part.ts'
import { hotTable } from './report-hot.ts'

/** Deliveries a second while latency is measured: what the slowest server can do too. */
const PACED = 5_000

export interface HotLine extends Line<Speed> {
  readonly ids: Crowd['ids']
  readonly latencies: Latency[]
  memory: Memory | null
}

/** Everybody watches one SKU: memory, then as fast as it goes, then latency at a gentle rate. */
export async function runHot({ options, say, heading }: Part): Promise<Map<number, HotLine[]>> {
  const { contenders, clients, ms } = options
  const found = new Map<number, HotLine[]>()
  for (const count of clients) {
    heading(`One SKU, ${count.toLocaleString('en-US')} clients`)
    const lines = contenders.flatMap(linesOf)
    found.set(count, lines)
    await openAll(lines, async (line, pair) => {
      line.memory = await gatherWeighed(pair, line.ids, count)
    })
    await rounds(options.rounds, lines, async (line, pair) => {
      line.results.push(await saturate(pair, count, ms))
    })
    await rounds(Math.min(3, options.rounds), lines, async (line, pair) => {
      line.latencies.push(await paced(pair, count, PACED))
    })
    closeAll(lines)
    say([hotTable(lines), ...failures(lines)].join('\n'))
  }
  return found
}

function linesOf(contender: ContenderName): HotLine[] {
  const line = (label: string, ids: Crowd['ids']): HotLine => ({
    ...lineOf<Speed>(contender, label),
    ids,
    latencies: [],
    memory: null,
  })
  return contender === 'ours'
    ? [line('ours', 'equal'), line('ours, random ids', 'uuid')]
    : [line(contender, 'uuid')]
}
