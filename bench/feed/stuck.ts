import type { Crowd } from './clients.ts'
import type { ContenderName } from './contender.ts'
import { saturate } from './hot.ts'
import { gather, type Pair, withPair } from './pair.ts'

export interface StuckOptions {
  readonly contender: ContenderName
  readonly clients: number
  readonly stuck: number
  readonly rounds: number
  readonly ms: number
}

export interface StuckResult {
  /** Deliveries a second to those who read, while all read. */
  readonly before: number
  /** While some do not. */
  readonly after: number
  readonly cpuBefore: number
  readonly cpuAfter: number
}

const FILLER_SKU = 1
/** Enough to fill what both ends of a connection hold for a client that does not read. */
const FILLERS = 20_000

/**
 * Some clients stop reading. They watch a second SKU, by which their connections are filled up before it is
 * measured again: what the others get then is what counts.
 */
export function stuckClients(options: StuckOptions): Promise<StuckResult> {
  const { contender, clients: count, stuck, rounds, ms } = options
  return withPair(contender, async (pair) => {
    const crowd: Crowd = { ...pair.base, ids: 'equal', count, stuck: { count: stuck, sku: FILLER_SKU } }
    await gather(pair, crowd)
    await saturate(pair, count - stuck, ms)
    const before = await measure(pair, count - stuck, rounds, ms)
    await pair.clients.call('freeze')
    for (let sent = 0; sent < FILLERS; sent += 500)
      await pair.server.call('publishEach', { skus: Array(500).fill(FILLER_SKU) })
    await saturate(pair, count - stuck, ms)
    const after = await measure(pair, count - stuck, rounds, ms)
    return { before: before.rate, after: after.rate, cpuBefore: before.cpu, cpuAfter: after.cpu }
  })
}

async function measure(pair: Pair, readers: number, rounds: number, ms: number) {
  const all: { rate: number; cpuPerDelivery: number }[] = []
  for (let round = 0; round < rounds; round++) all.push(await saturate(pair, readers, ms))
  const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
  return { rate: middle(all.map((one) => one.rate)), cpu: middle(all.map((one) => one.cpuPerDelivery)) }
}
