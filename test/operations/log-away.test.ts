import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { ROOT } from '../path/support/program.ts'
import { describeWith } from '../support/binaries.ts'
import { postgresDatabase } from '../support/databases.ts'
import { freePort } from '../support/supervised.ts'
import { until } from '../support/until.ts'

/** A disk without room: every write fails with ENOSPC. Linux has it. */
const FULL = '/dev/full'
if (!existsSync(FULL)) process.stderr.write(`skipped: a log on a full disk: no ${FULL}\n`)

let program: ChildProcess | undefined
afterEach(() => program?.kill('SIGKILL'))

describeWith(['PostgreSQL'], 'a log that can not be written', () => {
  it('because its reader has gone ends nothing', () => expectToRun(null))
  it.skipIf(!existsSync(FULL))('because its disk is full ends nothing', () =>
    expectToRun(openSync(FULL, 'w')),
  )
})

/** From its start to its end, with both outputs there, or to unread pipes. */
async function expectToRun(full: number | null) {
  const port = await freePort()
  program = spawn(process.execPath, ['src/main.ts'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      DATABASE_URL: await postgresDatabase(),
      PORT: `${port}`,
      SANDBOX: 'off',
      SYNC: 'off',
      LOG_LEVEL: 'info',
    },
    stdio: ['ignore', full ?? 'pipe', full ?? 'pipe'],
  })
  if (full !== null) closeSync(full)
  program.stdout?.destroy()
  program.stderr?.destroy()
  const exited = once(program, 'exit')
  const answers = (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`).then(
      ({ status }) => status,
      () => 0,
    )
  const child = program
  await until(
    async () => child.exitCode !== null || (await answers('/readyz')) === 200,
    'it to be ready',
    60_000,
  )
  // Each of them is a line in the log.
  for (let n = 0; n < 5; n++) expect(await answers('/graphql?query=%7B__typename%7D')).toBe(200)
  child.kill('SIGTERM')
  expect(await exited).toEqual([0, null])
}
