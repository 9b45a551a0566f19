import { expect, it } from 'vitest'
import { until } from '../../test/support/until.ts'
import { createLogger } from '../server/logger.ts'
import { Lifetime } from './lifetime.ts'

const log = createLogger('silent')
const fail = (part: string, error: unknown) => expect.unreachable(`${part}: ${error}`)

it('tells of each run of periodic work how it ended, and goes on after a failure', async () => {
  const life = new Lifetime()
  const runs: unknown[] = []
  life.onRun = (...run) => void runs.push(run)
  const outcomes = [true, new Error('not this time'), false]
  const periodic = life.every({
    name: 'work',
    everyMs: 3_600_000,
    run: async () => {
      const next = outcomes.shift()
      if (next instanceof Error) throw next
      return next ?? false
    },
    log,
  })
  await until(() => runs.length === 2, 'a run, and another at once because there was more')
  await until(() => {
    periodic.wake()
    return runs.length > 2
  }, 'a run that was woken')
  await life.stop(fail)
  expect(runs.slice(0, 3)).toEqual([
    ['work', 'done', expect.any(Number)],
    ['work', 'failed', expect.any(Number)],
    ['work', 'done', expect.any(Number)],
  ])
})

it('ends what runs at the stop, waits for it, and does not call that a failure', async () => {
  const life = new Lifetime()
  const runs: unknown[] = []
  life.onRun = (...run) => void runs.push(run)
  const order: string[] = []
  life.onStop('what it needs', () => void order.push('what it needs'))
  const begun = Promise.withResolvers<void>()
  life.every({
    name: 'work',
    everyMs: 3_600_000,
    run: (signal) => {
      begun.resolve()
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => {
          order.push('work')
          reject(signal.reason)
        }),
      )
    },
    log,
  })
  await begun.promise
  await life.stop(fail)
  expect(order).toEqual(['work', 'what it needs'])
  expect(runs).toEqual([])
})

it('stops the others when a part fails to stop', async () => {
  const life = new Lifetime()
  const stopped: string[] = []
  life.onStop('first', () => void stopped.push('first'))
  life.onStop('second', () => Promise.reject(new Error('stuck')))
  const failed: string[] = []
  await life.stop((part) => void failed.push(part))
  expect([stopped, failed]).toEqual([['first'], ['second']])
})

it('does not wait for ever for a part that does not stop, and then not long for those that it holds up', async () => {
  const life = new Lifetime()
  const stopped: string[] = []
  life.onStop('first', () => void stopped.push('first'))
  life.onStop('waits for the same', () => new Promise(() => {}), 3_600_000)
  life.onStop('stuck', () => new Promise(() => {}), 1)
  const failed: string[] = []
  await life.stop((part, error) => void failed.push(`${part} ${(error as Error).message}`))
  expect(stopped).toEqual(['first'])
  expect(failed).toEqual(['stuck did not stop within 1 ms', 'waits for the same did not stop within 1000 ms'])
})
