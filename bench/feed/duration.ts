import type { BenchOptions } from './options.ts'

/** Seconds that were measured for starting and connecting one server: in any case, and for each 1,000 clients. */
const START = { base: 3, per1000: 1.2 }

/** How long a run takes when nothing else does, in whole minutes: said before it begins. */
export function minutesOf({ scenarios, contenders, clients, rounds, ms }: BenchOptions): number {
  const servers = contenders.length + (contenders.includes('ours') ? 1 : 0)
  const start = (count: number) => START.base + (count / 1_000) * START.per1000
  const hot = clients.map((count) => {
    // The slow ones need longer than `ms` for the fewest events that are measured.
    const round = Math.max((ms / 1_000) * 1.5, count / 3_500)
    const latency = Math.min(3, rounds) * Math.max(3.3, (3 * count) / 5_000)
    return servers * (start(count) + rounds * round + latency)
  })
  const most = Math.max(...clients)
  const seconds = {
    hot: hot.reduce((sum, one) => sum + one, 0),
    own: contenders.length * (3 * start(most) + Math.min(3, rounds) * 4),
    stuck: 2 * contenders.length * (start(1_000) + 3 + rounds * (ms / 1_000) * 1.5),
    storm: Math.min(3, rounds) * (start(most) + 10),
  }
  return Math.ceil(scenarios.reduce((sum, name) => sum + seconds[name], 0) / 60)
}
