type Commands = Record<string, (args: never) => unknown>

interface Call {
  readonly id: number
  readonly command: string
  readonly args: unknown
}

export type Reply = { readonly id: number; readonly result?: unknown; readonly error?: string }

/** Answers the runner's calls in a child process, one after the other or at once. */
export function answerCalls(commands: Commands): void {
  process.on('message', async ({ id, command, args }: Call) => {
    const run = commands[command] as ((args: unknown) => unknown) | undefined
    try {
      if (!run) throw new Error(`no command ${command}`)
      send({ id, result: await run(args) })
    } catch (error) {
      send({ id, error: String((error as Error).stack ?? error) })
    }
  })
  // The runner is gone: so is the reason to be here.
  process.on('disconnect', () => process.exit(0))
}

function send(reply: Reply): void {
  process.send?.(reply)
}
