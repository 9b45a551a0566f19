import type { Crowd } from './clients.ts'
import { gather, type Pair } from './pair.ts'

/** Of the server, as fast as it goes. */
export interface Speed {
  /** Deliveries a second. */
  readonly rate: number
  /** In microseconds of CPU. */
  readonly cpuPerDelivery: number
}

/** Memory of a connection on the server, in KB. */
export interface Memory {
  /** Resident memory after a collection: with the room that the heap keeps for growing. */
  readonly kb: number
  /** After a collection that gives back all it can. */
  readonly kbCompact: number
}

/** Milliseconds from publishing to the client. */
export interface Latency {
  readonly p50: number
  readonly p99: number
  readonly p999: number
}

/** Connects everybody to the one SKU, and sees how much memory that takes. */
export async function gatherWeighed(pair: Pair, ids: Crowd['ids'], count: number): Promise<Memory> {
  const crowd: Crowd = { ...pair.base, ids, count }
  const { server } = pair
  await warmUp(pair, crowd)
  const compactBefore = await server.call<number>('compactMemory')
  await warmUp(pair, crowd)
  const before = await server.call<number>('memory')
  await gather(pair, crowd)
  const after = await server.call<number>('memory')
  const compactAfter = await server.call<number>('compactMemory')
  return { kb: (after - before) / count / 1024, kbCompact: (compactAfter - compactBefore) / count / 1024 }
}

/** Code is loaded and compiled before anything is measured. */
async function warmUp(pair: Pair, crowd: Crowd): Promise<void> {
  await gather(pair, { ...crowd, count: 50 })
  await saturate(pair, 50, 500)
  await pair.clients.call('close')
}

export async function saturate({ server, clients }: Pair, readers: number, ms: number): Promise<Speed> {
  await clients.call('acknowledge')
  type Measured = { events: number; seconds: number; cpuSeconds: number }
  const { events, seconds, cpuSeconds } = await server.call<Measured>('saturate', { ms })
  const deliveries = events * readers
  return { rate: deliveries / seconds, cpuPerDelivery: (cpuSeconds / deliveries) * 1e6 }
}

/** @param perSecond deliveries: the same for all servers, and less than the slowest can do */
export async function paced({ server, clients }: Pair, count: number, perSecond: number): Promise<Latency> {
  const eventsPerSecond = perSecond / count
  const events = Math.max(3, Math.round(eventsPerSecond * 3))
  const expected = events * count
  await clients.call('note', { expected })
  const ms = (events / eventsPerSecond) * 1_000
  const { first, times } = await server.call<{ first: number; times: number[] }>('pace', {
    perSecond: eventsPerSecond,
    ms,
    skus: 0,
  })
  return clients.call<Latency>('latencies', { first, times, expected })
}
