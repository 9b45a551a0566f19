import type { Fault, FaultOrder } from '../../sandbox/state/faults.ts'
import type { Random } from './changes.ts'
import type { World } from './world.ts'

const FAULTS: readonly FaultOrder[] = [
  { kind: 'http-500' },
  { kind: 'html' },
  { kind: 'truncated' },
  { kind: 'lost-answer' },
  { kind: 'latency', latencyMs: 100 },
  { kind: 'wrong-types' },
  { kind: 'error', code: '15', subCode: 'isp.remote-service-timeout', message: 'time-out' },
]

/**
 * From now on this share of all calls to the marketplaces and the warehouse meets a fault, in addition to those of
 * the control API.
 * @returns how many calls there have been since, how many of them were hit, and a stop
 */
export function injectFaults({ state: { faults } }: World, random: Random, share: number) {
  const take = faults.take.bind(faults)
  const counts = { calls: 0, hit: 0 }
  faults.take = (platform, method, now) => {
    const ordered = take(platform, method, now)
    counts.calls += 1
    if (ordered.length > 0 || random.next() >= share) return ordered
    counts.hit += 1
    return [
      { ...faultFor(platform, random.pick(FAULTS)), id: -counts.hit, remaining: 0, until: 0 } satisfies Fault,
    ]
  }
  return {
    counts: counts as Readonly<typeof counts>,
    end() {
      faults.take = take
    },
  }
}

/** Each platform says "time-out" in its own words. */
function faultFor(platform: string, fault: FaultOrder): FaultOrder {
  if (fault.kind !== 'error' || platform === 'TAOBAO') return fault
  return platform === 'JD' ? { kind: 'error', code: '65', message: 'time-out' } : { kind: 'http-500' }
}
