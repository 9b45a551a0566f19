import type { Crowd } from './clients.ts'
import type { ContenderName } from './contender.ts'
import { type HotResult, hotSku } from './hot.ts'
import type { Part } from './part.ts'
import { hotTable, type Line } from './report-hot.ts'

/** Deliveries a second while latency is measured: what the slowest server can do too. */
const PACED = 5_000

/** Rounds are interleaved: whatever else the machine does meets all contenders alike. */
export async function runHot({ options, say, heading }: Part): Promise<void> {
  const { contenders, clients, rounds, ms } = options
  for (const count of clients) {
    heading(`One SKU, ${count} clients`)
    const lines = contenders.flatMap((name) => linesOf(name))
    for (let round = 1; round <= rounds; round++)
      for (const { line, contender, ids } of lines) {
        if (line.failure) continue
        try {
          line.results.push(await hotSku({ contender, clients: count, ids, ms, paced: PACED }))
        } catch (error) {
          line.failure = (error as Error).message
        }
      }
    say(hotTable(lines.map(({ line }) => line)))
  }
}

function linesOf(contender: ContenderName) {
  const lineOf = (label: string, ids: Crowd['ids']) => {
    const line: Line<HotResult> = { label, results: [], failure: null }
    return { line, contender, ids }
  }
  return contender === 'ours'
    ? [lineOf('ours', 'equal'), lineOf('ours, random ids', 'uuid')]
    : [lineOf(contender, 'uuid')]
}
