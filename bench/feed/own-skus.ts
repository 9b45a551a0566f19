import type { Crowd } from './clients.ts'
import type { ContenderName } from './contender.ts'
import { gather, withPair } from './pair.ts'

export interface OwnOptions {
  readonly contender: ContenderName
  readonly clients: number
  /** SKUs that each client watches, and that there are. */
  readonly each: number
  readonly of: number
  readonly changesPerSecond: number
  readonly ms: number
}

export interface OwnResult {
  /** Cores that the server needed. */
  readonly load: number
  readonly cpuPerChange: number
  /** Deliveries that arrived, of those that were due. */
  readonly delivered: number
  readonly p50: number
  readonly p99: number
  readonly p999: number
}

/** Every client watches SKUs of its own; changes come at a steady rate all over. */
export function ownSkus(options: OwnOptions): Promise<OwnResult> {
  const { contender, clients: count, each, of, changesPerSecond, ms } = options
  return withPair(contender, async (pair) => {
    const crowd: Crowd = { ...pair.base, ids: 'uuid', count, own: { each, of } }
    await gather(pair, crowd)
    const changes = Math.round((changesPerSecond * ms) / 1_000)
    const expected = Math.round((changes * count * each) / of)
    const { server, clients } = pair
    await clients.call('note', { expected })
    const sent = await server.call<{ first: number; times: number[]; seconds: number; cpuSeconds: number }>(
      'pace',
      { perSecond: changesPerSecond, ms, skus: of },
    )
    const { received, p50, p99, p999 } = await clients.call<OwnResult & { received: number }>('latencies', {
      first: sent.first,
      times: sent.times,
      expected,
    })
    return {
      load: sent.cpuSeconds / sent.seconds,
      cpuPerChange: (sent.cpuSeconds / changes) * 1e6,
      delivered: received / expected,
      p50,
      p99,
      p999,
    }
  })
}
