import type { Crowd } from './clients.ts'
import type { ContenderName } from './contender.ts'
import { closeAll, failures, type Line, lineOf, openAll, rounds } from './line.ts'
import { gather, type Pair } from './pair.ts'
import type { Part } from './part.ts'
import { ratio, spread, table } from './table.ts'

/** SKUs that each client watches. */
const EACH = 20
/** Clients that watch each SKU. */
const SHARED = 4
const CHANGES_PER_SECOND = 1_000

interface OwnResult {
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
export async function runOwn({ options, say, heading }: Part): Promise<void> {
  const clients = Math.max(...options.clients)
  const of = (clients * EACH) / SHARED
  const text = (value: number) => value.toLocaleString('en-US')
  heading(
    `${text(clients)} clients with ${EACH} of ${text(of)} SKUs each, ${text(CHANGES_PER_SECOND)} changes a second`,
  )
  const lines = options.contenders.filter((name) => name !== 'frames').map((name) => lineOf<OwnResult>(name))
  await openAll(lines, (_line, pair) => {
    const crowd: Crowd = { ...pair.base, ids: 'uuid', count: clients, own: { each: EACH, of } }
    return gather(pair, crowd)
  })
  await rounds(Math.min(3, options.rounds), lines, async (line, pair) => {
    line.results.push(await measure(pair, of, Math.max(3_000, options.ms)))
  })
  closeAll(lines)
  say([report(lines), ...failures(lines)].join('\n'))
}

async function measure({ server, clients }: Pair, of: number, ms: number): Promise<OwnResult> {
  const changes = Math.round((CHANGES_PER_SECOND * ms) / 1_000)
  const expected = changes * SHARED
  await clients.call('note', { expected })
  type Sent = { first: number; times: number[]; seconds: number; cpuSeconds: number }
  const pace = { perSecond: CHANGES_PER_SECOND, ms, skus: of }
  const { first, times, seconds, cpuSeconds } = await server.call<Sent>('pace', pace)
  type Arrived = Pick<OwnResult, 'p50' | 'p99' | 'p999'> & { received: number }
  const { received, ...latency } = await clients.call<Arrived>('latencies', { first, times, expected })
  const cpuPerChange = (cpuSeconds / changes) * 1e6
  return { load: cpuSeconds / seconds, cpuPerChange, delivered: received / expected, ...latency }
}

function report(lines: readonly Line<OwnResult>[]): string {
  const of = (line: Line<OwnResult> | undefined, key: keyof OwnResult) =>
    line?.results.map((result) => result[key]) ?? []
  const plain = lines.find(({ label }) => label === ('plain' satisfies ContenderName))
  const head = ['server', 'cores', 'µs CPU a change', '/ plain', 'arrived %', 'p50 ms', 'p99 ms', 'p999 ms']
  const rows = lines.map((line) => [
    line.label,
    spread(of(line, 'load')),
    spread(of(line, 'cpuPerChange')),
    ratio(of(line, 'cpuPerChange'), of(plain, 'cpuPerChange')),
    spread(of(line, 'delivered').map((share) => share * 100)),
    spread(of(line, 'p50')),
    spread(of(line, 'p99')),
    spread(of(line, 'p999')),
  ])
  return table(head, rows)
}
