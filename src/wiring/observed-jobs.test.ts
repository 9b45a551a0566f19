import { expect, it } from 'vitest'
import { NO_TRACE } from '../domain/trace.ts'
import { createLogger } from '../server/logger.ts'
import type { JobRun, Jobs } from '../sync/jobs.ts'
import { observedJobs } from './observed-jobs.ts'

/** Runs a job of the queue `sync` with this handler. @returns what was seen of it */
async function seenOf(handler: (job: JobRun) => Promise<void>, signal = new AbortController().signal) {
  const seen: [string, string, number][] = []
  let handed: (job: JobRun) => Promise<void> = () => expect.unreachable('no handler')
  const jobs = {
    work: async (_queue: string, _concurrency: number, given: typeof handed) => {
      handed = given
    },
  } as unknown as Jobs
  const lines: string[] = []
  const observers = {
    log: createLogger('info', { write: (line) => void lines.push(line) }),
    trace: NO_TRACE,
    onJob: (...args: [string, string, number]) => void seen.push(args),
  }
  await observedJobs(jobs, observers).work('sync', 1, handler)
  const error = await handed({ key: 'shop', data: {}, signal }).catch((thrown: unknown) => thrown)
  return { seen, error, lines }
}

it('counts a job that is done', async () => {
  const { seen, error } = await seenOf(async () => {})
  expect(seen).toEqual([['sync', 'done', expect.any(Number)]])
  expect(error).toBeUndefined()
})

it('counts and logs a job that fails, and lets it fail', async () => {
  const failure = new Error('not this time')
  const { seen, error, lines } = await seenOf(() => Promise.reject(failure))
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { msg: 'job', job: 'sync', key: 'shop', outcome: 'failed', err: { message: 'not this time' } },
  ])
  expect(seen).toEqual([['sync', 'failed', expect.any(Number)]])
  expect(error).toBe(failure)
})

it('tells a job that had to stop from one that failed', async () => {
  const { seen, error } = await seenOf(
    async ({ signal }) => signal.throwIfAborted(),
    AbortSignal.abort(new Error('the worker stops')),
  )
  expect(seen).toEqual([['sync', 'aborted', expect.any(Number)]])
  expect(error).toMatchObject({ message: 'the worker stops' })
})
