import type { Crowd } from './clients.ts'
import type { ContenderName } from './contender.ts'
import { gather, type Pair, withPair } from './pair.ts'

export interface HotOptions {
  readonly contender: ContenderName
  readonly clients: number
  readonly ids: Crowd['ids']
  /** For each of the two measurements, ms. */
  readonly ms: number
  /** Deliveries a second while latency is measured: the same for all, and less than the slowest can do. */
  readonly paced: number
}

export interface HotResult {
  /** Deliveries a second, as fast as it goes. */
  readonly rate: number
  /** Of the server, in microseconds of CPU. */
  readonly cpuPerDelivery: number
  /** Resident memory of the server, KB, after a collection: with the room that the heap keeps for growing. */
  readonly kbPerConnection: number
  /** After a collection that gives back all it can. */
  readonly kbCompact: number
  readonly p50: number
  readonly p99: number
  readonly p999: number
}

/** Everybody watches one SKU: memory, then as fast as it goes, then latency at a gentle rate. */
export function hotSku(options: HotOptions): Promise<HotResult> {
  const { contender, clients: count, ids } = options
  return withPair(contender, async (pair) => {
    const crowd: Crowd = { ...pair.base, ids, count }
    await warmUp(pair, crowd)
    const compactBefore = await pair.server.call<number>('compactMemory')
    await warmUp(pair, crowd)
    const before = await pair.server.call<number>('memory')
    await gather(pair, crowd)
    const after = await pair.server.call<number>('memory')
    const compactAfter = await pair.server.call<number>('compactMemory')
    const full = await saturate(pair, count, options.ms)
    const latency = await paced(pair, count, options)
    const { p50, p99, p999 } = latency
    return {
      ...full,
      kbPerConnection: (after - before) / count / 1024,
      kbCompact: (compactAfter - compactBefore) / count / 1024,
      p50,
      p99,
      p999,
    }
  })
}

/** Code is loaded and compiled before anything is measured. */
export async function warmUp(pair: Pair, crowd: Crowd): Promise<void> {
  await gather(pair, { ...crowd, count: 50 })
  await pair.clients.call('acknowledge')
  await pair.server.call('saturate', { ms: 500 })
  await pair.clients.call('close')
}

export async function saturate({ server, clients }: Pair, readers: number, ms: number) {
  await clients.call('acknowledge')
  const { events, seconds, cpuSeconds } = await server.call<{
    events: number
    seconds: number
    cpuSeconds: number
  }>('saturate', { ms })
  const deliveries = events * readers
  return { rate: deliveries / seconds, cpuPerDelivery: (cpuSeconds / deliveries) * 1e6 }
}

async function paced({ server, clients }: Pair, count: number, { paced, ms }: HotOptions) {
  const perSecond = Math.max(1, paced / count)
  const expected = Math.round((perSecond * Math.max(ms, 3_000)) / 1_000) * count
  await clients.call('note', { expected })
  const { first, times } = await server.call<{ first: number; times: number[] }>('pace', {
    perSecond,
    ms: Math.max(ms, 3_000),
    skus: 0,
  })
  return clients.call<{ received: number; p50: number; p99: number; p999: number }>('latencies', {
    first,
    times,
    expected,
  })
}
