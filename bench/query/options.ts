import { parseArgs } from 'node:util'
import { CONTENDERS, type ContenderName, DATA, type Data } from './contender.ts'

export interface QueryOptions {
  readonly data: readonly Data[]
  readonly contenders: readonly ContenderName[]
  /** Products on the page that is asked for: 20 or 50. */
  readonly first: number
  readonly connections: number
  readonly rounds: number
  /** Length of one measurement. */
  readonly ms: number
}

const USAGE = `npm run bench:query -- [--short] [--data ${DATA}] [--contenders "${Object.keys(CONTENDERS).join(';')}"]
                       [--first 20|50] [--connections 16] [--rounds 5] [--ms 3000]`

/** @throws Error with the usage when an option is not one of these */
export function readOptions(args: readonly string[]): QueryOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      short: { type: 'boolean', default: false },
      data: { type: 'string' },
      contenders: { type: 'string' },
      first: { type: 'string' },
      connections: { type: 'string' },
      rounds: { type: 'string' },
      ms: { type: 'string' },
    },
  })
  const names = Object.keys(CONTENDERS) as ContenderName[]
  const first = wholeNumber('first', values.first, 50)
  if (first !== 20 && first !== 50) throw new Error(`--first: takes 20 or 50.\n${USAGE}`)
  return {
    data: among(DATA, 'data', values.data?.split(',')),
    contenders: among(names, 'contenders', values.contenders?.split(';')),
    first,
    connections: wholeNumber('connections', values.connections, 16),
    rounds: wholeNumber('rounds', values.rounds, values.short ? 1 : 5),
    ms: wholeNumber('ms', values.ms, values.short ? 1_000 : 3_000),
  }
}

function among<Name extends string>(all: readonly Name[], option: string, given?: string[]): Name[] {
  return (given ?? all).map((name) => {
    const known = all.find((one) => one === name)
    if (!known) throw new Error(`--${option}: ${name} is none of ${all.join('; ')}.\n${USAGE}`)
    return known
  })
}

function wholeNumber(option: string, text: string | undefined, usual: number): number {
  if (text === undefined) return usual
  if (!/^[1-9]\d{0,6}$/.test(text))
    throw new Error(`--${option}: ${text} is not a whole number above 0.\n${USAGE}`)
  return Number(text)
}
