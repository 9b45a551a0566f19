import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

/** A command was called with something it does not take: one sentence, shown above the usage; ends with 2. */
export class UsageError extends Error {}

/** Stops a command with a sentence and this exit code: expected, so without a stack. */
export class CommandFailure extends Error {
  readonly exitCode: number

  constructor(sentence: string, exitCode = 1) {
    super(sentence)
    this.exitCode = exitCode
  }
}

type Values<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options; allowPositionals: false; strict: true }>
>['values']

/**
 * Runs one of the commands of package.json: reads its flags, answers `--help` with `usage`, refuses what it does not
 * know with a sentence, and ends the process with what `main` returns. `expected` are error classes whose message is
 * a sentence for the operator already.
 */
export async function runCommand<Options extends ParseArgsOptionsConfig>(
  command: {
    readonly usage: string
    readonly options: Options
    readonly expected?: readonly (abstract new (...args: never[]) => Error)[]
  },
  main: (values: Values<Options>) => Promise<number>,
): Promise<void> {
  try {
    const values = flags(command.options)
    if ((values as { help?: boolean }).help) {
      process.stdout.write(`${command.usage}\n`)
      return
    }
    process.exitCode = await main(values)
  } catch (error) {
    process.exitCode = report(error, command.usage, command.expected ?? [])
  }
}

function flags<Options extends ParseArgsOptionsConfig>(options: Options): Values<Options> {
  try {
    const help = { help: { type: 'boolean', short: 'h' } } as const
    return parseArgs({ options: { ...options, ...help }, allowPositionals: false, strict: true })
      .values as Values<Options>
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]?.replace(/\.$/, '')}.`)
  }
}

function report(
  error: unknown,
  usage: string,
  expected: readonly (abstract new (...args: never[]) => Error)[],
): number {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\n${usage}\n`)
    return 2
  }
  if (error instanceof CommandFailure || expected.some((kind) => error instanceof kind)) {
    process.stderr.write(`${(error as Error).message}\n`)
    return error instanceof CommandFailure ? error.exitCode : 2
  }
  throw error
}

/** The value of a flag that takes a number. @throws UsageError naming the flag */
export function numberOf(flag: string, text: string, min: number, max: number, whole = true): number {
  const number = Number(text)
  if (text.trim() === '' || !(number >= min && number <= max) || (whole && !Number.isInteger(number)))
    throw new UsageError(
      `--${flag} takes a ${whole ? 'whole ' : ''}number from ${min} to ${max}, not "${text}".`,
    )
  return number
}
