import { parseArgs } from 'node:util'
import { CONTENDERS, type ContenderName } from './contender.ts'

const SCENARIOS = ['hot', 'own', 'stuck', 'storm'] as const
type Scenario = (typeof SCENARIOS)[number]

export interface BenchOptions {
  readonly scenarios: readonly Scenario[]
  readonly contenders: readonly ContenderName[]
  /** Numbers of clients. */
  readonly clients: readonly number[]
  readonly rounds: number
  /** Length of one measurement. */
  readonly ms: number
}

const FULL = { clients: [1_000, 5_000, 10_000], rounds: 5, ms: 1_000 }
const SHORT = { clients: [500], rounds: 1, ms: 500 }

const USAGE = `npm run bench:feed -- [--short] [--scenarios ${SCENARIOS}] [--contenders ${Object.keys(CONTENDERS)}]
                      [--clients 1000,5000,10000] [--rounds 5] [--ms 1000]`

/** @throws Error with the usage when an option is not one of these */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      short: { type: 'boolean', default: false },
      scenarios: { type: 'string' },
      contenders: { type: 'string' },
      clients: { type: 'string' },
      rounds: { type: 'string' },
      ms: { type: 'string' },
    },
  })
  const base = values.short ? SHORT : FULL
  const names = Object.keys(CONTENDERS) as ContenderName[]
  return {
    scenarios: among(SCENARIOS, 'scenarios', values.scenarios),
    contenders: among(names, 'contenders', values.contenders),
    clients: values.clients?.split(',').map((text) => wholeNumber('clients', text)) ?? base.clients,
    rounds: values.rounds === undefined ? base.rounds : wholeNumber('rounds', values.rounds),
    ms: values.ms === undefined ? base.ms : wholeNumber('ms', values.ms),
  }
}

function among<Name extends string>(all: readonly Name[], option: string, text: string | undefined): Name[] {
  if (text === undefined) return [...all]
  return text.split(',').map((name) => {
    const known = all.find((one) => one === name)
    if (!known) throw new Error(`--${option}: ${name} is none of ${all}.\n${USAGE}`)
    return known
  })
}

function wholeNumber(option: string, text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text))
    throw new Error(`--${option}: ${text} is not a whole number above 0.\n${USAGE}`)
  return Number(text)
}
