import { expect, it } from 'vitest'
import { startProgram, stopProgramsAfterwards } from '../path/support/program.ts'
import { overWebSocket } from '../path/support/watch.ts'
import { describeWith } from '../support/binaries.ts'
import { postgresDatabase } from '../support/databases.ts'
import { until } from '../support/until.ts'

stopProgramsAfterwards()

interface Line {
  readonly level: number
  readonly msg: string
  readonly step?: string
}
const linesOf = (stderr: string): Line[] =>
  stderr
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)

describeWith(['PostgreSQL'], 'a process whose output is no terminal', () => {
  it('logs what its start does, warns of what is not meant, and stops so that a load balancer notices', {
    timeout: 240_000,
  }, async () => {
    const program = await startProgram({
      DATABASE_URL: await postgresDatabase({ empty: true }),
      // The usual one of development, which logs warnings alone.
      LOG_LEVEL: '',
      REDIS_URI: 'redis://typo',
      STOP_DELAY_SECONDS: '8',
    })
    const steps = linesOf(program.stderr).flatMap(({ step }) => step ?? [])
    expect(steps[0]).toBe('opening the database')
    expect(steps.filter((step) => /^migration \d+ of \d+: \d+_/.test(step)).length).toBeGreaterThan(10)
    expect(steps.filter((step) => /^seeding .*product/.test(step)).length).toBeGreaterThan(0)

    for (const _twice of [1, 2])
      await fetch(`${program.graph}?query={__typename}`, { headers: { 'x-forwarded-for': '203.0.113.7' } })
    const question = { query: '{ __typename }' }
    const readyz = async () => (await fetch(`${program.url}/readyz`)).status
    expect(await readyz()).toBe(200)

    program.signal('SIGTERM')
    await until(async () => (await readyz()) === 503, 'the process to turn unready')
    // Who has not noticed yet is served.
    expect((await program.ask('{ __typename }')).status).toBe(200)
    const socket = overWebSocket(program.graph, question)
    await socket.take(1)
    expect(await readyz()).toBe(503)
    expect(await program.ended()).toEqual({ code: 0, signal: null })
    await socket.stop()

    const lines = linesOf(program.stderr)
    expect(lines.filter(({ level }) => level > 30).map(({ msg }) => msg)).toEqual([
      'REDIS_URI is no setting and is not read; REDIS_URL is the nearest one.',
      expect.stringMatching(/^A request has X-Forwarded-For and TRUSTED_PROXIES is 0/),
    ])
    expect(program.stderr).not.toContain('    at ')
    expect(program.stderr).not.toContain('Connection terminated')
  })
})
