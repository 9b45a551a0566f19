// npm run test:soak: the program under mixed load for an hour, and what it holds on the way.
import { table } from '../bench/feed/table.ts'
import type { Sample, Verdict } from '../test/soak/judge.ts'
import { type SoakResult, soak } from '../test/soak/run.ts'
import { numberOf, runCommand } from './support/command.ts'

const USAGE = `Runs the program with a real PostgreSQL and Redis under mixed load: queries, mutations, mistakes of clients,
sockets that come and go, synchronisation with a sandbox that misbehaves. The feed's log is filled before. Looks at memory, sockets, timers and
connections on the way, and at what is left after the stop. Ends with 0 when all of it stayed flat.

  npm run test:soak -- [--minutes 60] [--rate 20] [--sockets 40] [--ci]

  --minutes  how long
  --rate     operations a second
  --sockets  subscriptions open at once, one a socket; one is replaced every second
  --ci       5 minutes at 4 operations a second, unless said otherwise, and the log is not filled`

const show = (value: number, digits = 0) => value.toFixed(digits)
const cells = (sample: Sample) => [
  show(sample.minute, 1),
  show(sample.heap, 1),
  show(sample.rss, 1),
  show(sample.sockets),
  show(sample.timers),
  show(sample.resources),
  show(sample.redis),
  show(sample.sql),
  show(sample.operations),
  show(sample.events),
  show(sample.cpu),
]
const HEAD = [
  'minute',
  'heap MB',
  'RSS MB',
  'sockets',
  'timers',
  'resources',
  'Redis',
  'SQL',
  'operations',
  'events',
  'CPU %',
]

const rowOf = ({ column, start, end, growth, allowed, ok }: Verdict) => [
  column,
  show(start, 1),
  show(end, 1),
  show(growth, 1),
  show(allowed, 1),
  ok ? 'flat' : 'GROWS',
]

function report({ samples, verdicts, load, subscriptions, trouble, findings }: SoakResult): string {
  return [
    table(HEAD, samples.map(cells)),
    '',
    table(['after the warm-up', 'start', 'end', 'trend', 'allowed', ''], verdicts.map(rowOf)),
    '',
    `${load.done} operations (${load.refused} mistakes refused, ${load.upstream} answered without a platform, ${load.leftOut} left out),`,
    `${subscriptions.opened} subscriptions opened, ${subscriptions.events} events, ${subscriptions.gaps} gaps;`,
    `${trouble.faults} faults, ${trouble.orders} orders in the shops.`,
    '',
    ...(findings.length === 0 ? ['Nothing was found.'] : findings.map((finding) => `FOUND  ${finding}`)),
  ].join('\n')
}

const options = {
  minutes: { type: 'string' },
  rate: { type: 'string' },
  sockets: { type: 'string' },
  ci: { type: 'boolean', default: false },
} as const

await runCommand({ usage: USAGE, options }, async ({ minutes, rate, sockets, ci }) => {
  const usual = ci ? { minutes: '5', rate: '4', sockets: '20' } : { minutes: '60', rate: '20', sockets: '40' }
  const say = (what: string) => process.stderr.write(`${what}\n`)
  const result = await soak({
    minutes: numberOf('minutes', minutes ?? usual.minutes, 0.5, 7 * 24 * 60, false),
    rate: numberOf('rate', rate ?? usual.rate, 0.1, 1000, false),
    sockets: numberOf('sockets', sockets ?? usual.sockets, 1, 5000),
    fillsLog: !ci,
    say,
    onSample: (sample) => {
      const words = cells(sample).map((cell, column) => `${HEAD[column]} ${cell}`)
      say(words.join('  '))
    },
  })
  process.stdout.write(`\n${report(result)}\n`)
  return result.findings.length === 0 ? 0 : 1
})
