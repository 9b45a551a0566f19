import { type OwnResult, ownSkus } from './own-skus.ts'
import type { Part } from './part.ts'
import { failures, type Line } from './report-hot.ts'
import { reconnectStorm } from './storm.ts'
import { type StuckResult, stuckClients } from './stuck.ts'
import { number, ratio, spread, table } from './table.ts'

const EACH = 20
const CHANGES_PER_SECOND = 1_000
const MISSED = 20

/** Every client its own SKUs: four of them watch each one. */
export async function runOwn({ options, say, heading }: Part): Promise<void> {
  const { contenders, rounds, ms } = options
  const clients = Math.max(...options.clients)
  const of = (clients * EACH) / 4
  heading(`${clients} clients with ${EACH} of ${of} SKUs each, ${CHANGES_PER_SECOND} changes a second`)
  const names = contenders.filter((name) => name !== 'frames')
  const lines = await measure<OwnResult>(names, rounds, (contender) =>
    ownSkus({
      contender: contender as never,
      clients,
      each: EACH,
      of,
      changesPerSecond: CHANGES_PER_SECOND,
      ms,
    }),
  )
  const of_ = (line: Line<OwnResult>, key: keyof OwnResult) => line.results.map((result) => result[key])
  const plain = lines.find(({ label }) => label === 'plain')
  const rows = lines.map((line) => [
    line.label,
    spread(of_(line, 'load')),
    spread(of_(line, 'cpuPerChange')),
    plain ? ratio(of_(line, 'cpuPerChange'), of_(plain, 'cpuPerChange')) : '-',
    spread(of_(line, 'delivered').map((share) => share * 100)),
    spread(of_(line, 'p50')),
    spread(of_(line, 'p99')),
    spread(of_(line, 'p999')),
  ])
  say(
    table(
      ['server', 'cores', 'µs CPU a change', '/ plain', 'arrived %', 'p50 ms', 'p99 ms', 'p999 ms'],
      rows,
    ),
  )
  for (const line of failures(lines)) say(line)
}

/** One of a hundred stops reading. */
export async function runStuck({ options, say, heading }: Part): Promise<void> {
  const { contenders, rounds, ms } = options
  const clients = Math.min(...options.clients)
  const stuck = Math.max(1, Math.round(clients / 100))
  heading(`${stuck} of ${clients} clients stop reading`)
  const names = contenders.filter((name) => name !== 'frames')
  const lines = await measure<StuckResult>(names, 1, (contender) =>
    stuckClients({ contender: contender as never, clients, stuck, rounds, ms }),
  )
  const rows = lines.map(({ label, results: [result] }) =>
    result
      ? [
          label,
          number(result.before),
          number(result.after),
          (result.after / result.before).toFixed(2),
          number(result.cpuBefore),
          number(result.cpuAfter),
          (result.cpuBefore / result.cpuAfter).toFixed(2),
        ]
      : [label, '-', '-', '-', '-', '-', '-'],
  )
  const head = [
    'server',
    'all read: deliveries/s',
    'some stuck',
    'ratio',
    'µs CPU each',
    'some stuck',
    'ratio',
  ]
  say(table(head, rows))
  for (const line of failures(lines)) say(line)
}

/** Only ours resumes: the others have nothing to compare. */
export async function runStorm({ options, say, heading }: Part): Promise<void> {
  if (!options.contenders.includes('ours')) return
  const clients = Math.max(...options.clients)
  heading(`${clients} clients lose their connections and come back at once, ${MISSED} changes later`)
  const rows: string[][] = []
  for (let round = 1; round <= options.rounds; round++) {
    const { ms, complete, wrong, firstWrong } = await reconnectStorm(clients, MISSED)
    rows.push([
      String(round),
      number(ms / 1_000),
      `${complete} of ${clients}`,
      String(wrong),
      firstWrong ?? '',
    ])
  }
  say(table(['round', 'seconds until all have all', 'complete', 'wrong', ''], rows))
}

async function measure<Result>(
  names: readonly string[],
  rounds: number,
  run: (contender: string) => Promise<Result>,
): Promise<Line<Result>[]> {
  const lines: Line<Result>[] = names.map((label) => ({ label, results: [], failure: null }))
  for (let round = 1; round <= rounds; round++)
    for (const line of lines) {
      if (line.failure) continue
      try {
        line.results.push(await run(line.label))
      } catch (error) {
        line.failure = (error as Error).message
      }
    }
  return lines
}
