import { expect, it, vi } from 'vitest'
import type { Logger } from '../server/logger.ts'
import { startPeriodic } from './periodic.ts'

const log = { debug: () => {}, error: () => {} } as unknown as Logger

it('rests before the first run where that is asked for, unless it is woken or stopped', async () => {
  const run = vi.fn(async () => false)
  const options = { name: 'job', everyMs: 3_600_000, firstAfterMs: 3_600_000, run, log }
  const stopped = startPeriodic(options)
  await stopped.stop()
  expect(run).toHaveBeenCalledTimes(0)
  const woken = startPeriodic(options)
  woken.wake()
  await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(1))
  await woken.stop()
  const eager = startPeriodic({ ...options, firstAfterMs: 0 })
  await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(2))
  await eager.stop()
  expect(run).toHaveBeenCalledTimes(2)
})
