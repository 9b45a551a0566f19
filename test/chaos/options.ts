import { z } from 'zod'

/** Options of a chaos run. */
export interface ChaosOptions {
  /** How long faults come, in s; starting and healing come on top. */
  readonly seconds: number
  readonly writers: number
  readonly subscribers: number
  /** Changes per second, of all writers together. */
  readonly rate: number
  readonly seed: number
  /** Kinds of faults to draw from; all when empty. */
  readonly only: readonly string[]
}

export const HELP = `npm run test:chaos -- [options]
  --seconds N      how long faults come (180)
  --writers N      who commit changes of stock (6)
  --subscribers M  who watch, half of them over WebSocket, half over SSE (24)
  --rate N         changes per second of all writers together (60)
  --seed N         the same plan of faults again (the time of day)
  --only A,B       faults of these kinds only
  --help           this text and the kinds of faults
`

const whole = (name: string, min: number, max: number) =>
  z.coerce
    .number({ error: `--${name} takes a number` })
    .int(`--${name} takes a whole number`)
    .min(min, `--${name} takes at least ${min}`)
    .max(max, `--${name} takes at most ${max}`)

const Options = z.strictObject({
  seconds: whole('seconds', 5, 3_600).default(180),
  writers: whole('writers', 1, 100).default(6),
  subscribers: whole('subscribers', 1, 1_000).default(24),
  rate: whole('rate', 1, 5_000).default(60),
  seed: whole('seed', 0, 2 ** 32 - 1).optional(),
  only: z
    .string()
    .transform((text) => text.split(',').filter(Boolean))
    .optional(),
})

/** @throws Error with a sentence for the person at the keyboard */
export function readOptions(args: readonly string[]): ChaosOptions | 'help' {
  if (args.includes('--help')) return 'help'
  const given: Record<string, string> = {}
  for (let index = 0; index < args.length; index += 2) {
    const name = /^--([a-z]+)$/.exec(args[index] ?? '')?.[1]
    const value = args[index + 1]
    if (!name || value === undefined)
      throw new Error(`${args[index]} is not understood; --help says what is.`)
    given[name] = value
  }
  const parsed = Options.safeParse(given)
  if (!parsed.success) throw new Error(`${parsed.error.issues[0]?.message}.`)
  const { seed = Date.now() % 1_000_000, only = [], ...rest } = parsed.data
  return { ...rest, seed, only }
}
