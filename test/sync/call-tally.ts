import type { SandboxState } from '../../sandbox/state/state.ts'

/** Of one platform, or of one of its methods. */
interface Calls {
  readonly platform: string
  readonly method: string
  readonly calls: number
  /** Of these, with a fault that the test injected. */
  readonly faulty: number
}

export interface Tally {
  readonly methods: readonly Calls[]
  /** Most calls of each platform that came within any 1,000 ms. */
  readonly most: ReadonlyMap<string, number>
  /** Calls that a platform refused because there were too many in their second. */
  readonly refused: number
}

/**
 * Counts every call that the sandbox writes into its call log. The log itself keeps the last few thousand only.
 * `take` gives what was counted since the last time.
 */
export function tallyCalls({ calls, quota }: SandboxState) {
  const add = calls.add.bind(calls)
  const count = quota.count.bind(quota)
  let counts = new Map<string, { platform: string; method: string; calls: number; faulty: number }>()
  let times = new Map<string, number[]>()
  let refused = 0
  calls.add = (record) => {
    add(record)
    const { platform, method, faults } = record
    const key = `${platform} ${method}`
    const known = counts.get(key) ?? { platform, method, calls: 0, faulty: 0 }
    known.calls += 1
    if (faults.length > 0) known.faulty += 1
    counts.set(key, known)
    const own = times.get(platform) ?? []
    own.push(Date.parse(record.at))
    times.set(platform, own)
  }
  quota.count = (platform, now) => {
    const seconds = count(platform, now)
    if (seconds > 0) refused += 1
    return seconds
  }
  return {
    take(): Tally {
      const result: Tally = {
        methods: [...counts.values()].sort(byName),
        most: new Map([...times].map(([platform, at]) => [platform, mostWithin(at, 1_000)])),
        refused,
      }
      counts = new Map()
      times = new Map()
      refused = 0
      return result
    },
  }
}

const byName = (a: Calls, b: Calls) => (`${a.platform} ${a.method}` < `${b.platform} ${b.method}` ? -1 : 1)

function mostWithin(times: number[], ms: number): number {
  times.sort((a, b) => a - b)
  let most = 0
  let start = 0
  for (const [end, at] of times.entries()) {
    while (at - (times[start] ?? at) >= ms) start += 1
    most = Math.max(most, end - start + 1)
  }
  return most
}
