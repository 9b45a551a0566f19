import { expect, it } from 'vitest'
import { describePostgres, testDatabases } from '../../test/support/databases.ts'
import { until } from '../../test/support/until.ts'
import { startBossJobs } from './boss-jobs.ts'
import type { JobRun, Jobs } from './jobs.ts'

const fail = (error: Error) => {
  throw error
}

testDatabases('jobs', (database) => {
  const started: Jobs[] = []
  const start = async () => {
    const jobs = await startBossJobs({ database: database().jobs, onError: fail, heartbeatSeconds: 10 })
    started.push(jobs)
    return jobs
  }
  const stopAll = () => Promise.all(started.splice(0).map((jobs) => jobs.stop()))

  it('run once, with their data, by the worker that is there', async () => {
    const jobs = await start()
    const ran: unknown[] = []
    await jobs.work('sync', 2, async ({ key, data }) => void ran.push({ key, data }))
    expect(await jobs.enqueue('sync', 'one:ORDERS', { full: true })).toBe(true)
    await until(() => ran.length === 1, 'the job')
    await stopAll()
    expect(ran).toEqual([{ key: 'one:ORDERS', data: { full: true } }])
  })

  it('wait or run once per key, and do not hold up those of other keys', async () => {
    const jobs = await start()
    const runs: string[] = []
    const gate = Promise.withResolvers<void>()
    expect(await jobs.enqueue('sync', 'a:STOCK')).toBe(true)
    expect(await jobs.enqueue('sync', 'a:STOCK')).toBe(false)
    await jobs.work('sync', 4, async ({ key }) => {
      runs.push(key)
      await gate.promise
    })
    await until(() => runs.length === 1, 'the first to run')
    expect(await jobs.enqueue('sync', 'a:STOCK')).toBe(false)
    expect(await jobs.enqueue('sync', 'b:STOCK')).toBe(true)
    await until(() => runs.length === 2, 'the other key to run beside it')
    gate.resolve()
    await until(() => jobs.enqueue('sync', 'a:STOCK'), 'the key to be free again')
    await until(() => runs.length === 3, 'the later job')
    await stopAll()
    expect(runs).toEqual(['a:STOCK', 'b:STOCK', 'a:STOCK'])
  })

  it('are counted by queue: what waits and what runs', async () => {
    const jobs = await start()
    const gate = Promise.withResolvers<void>()
    await jobs.work('sync', 1, () => gate.promise)
    for (const key of ['a', 'b', 'c']) await jobs.enqueue('sync', key)
    await until(async () => {
      const sync = (await jobs.figures()).find(({ queue }) => queue === 'sync')
      return sync?.waiting === 2 && sync.running === 1
    }, 'the next count')
    expect((await jobs.figures()).filter(({ queue }) => queue !== 'sync')).toEqual(
      ['inbox', 'reconcile', 'retry'].map((queue) => ({ queue, waiting: 0, running: 0 })),
    )
    gate.resolve()
    await stopAll()
  })

  it('tell what hinders them as errors', async () => {
    const errors: unknown[] = []
    let isAway = false
    const jobs = await startBossJobs({
      database: {
        ...database().jobs,
        executeSql: (...call) =>
          isAway ? Promise.reject(new Error('away')) : database().jobs.executeSql(...call),
      },
      onError: (error) => void errors.push(error),
    })
    started.push(jobs)
    await jobs.work('sync', 1, async () => {})
    isAway = true
    await until(() => errors.length > 0, 'a look that fails')
    isAway = false
    await stopAll()
    for (const error of errors) expect(error).toBeInstanceOf(Error)
    expect((errors[0] as Error).message).toMatch(/^away/)
  })

  it('are tried again after a failure', async () => {
    const jobs = await start()
    let attempts = 0
    await jobs.work('retry', 1, async () => {
      attempts += 1
      if (attempts === 1) throw new Error('not this time')
    })
    await jobs.enqueue('retry', 'shop')
    await until(() => attempts === 2, 'the second attempt')
    await stopAll()
  })

  it('are interrupted when the worker stops, and taken up by the next', async () => {
    const first = await start()
    let interrupted = false
    const begun = Promise.withResolvers<void>()
    await first.work('reconcile', 1, async ({ signal }: JobRun) => {
      begun.resolve()
      await new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason)),
      ).catch((error) => {
        interrupted = true
        throw error
      })
    })
    await first.enqueue('reconcile', 'shop:day')
    await begun.promise
    await stopAll()
    expect(interrupted).toBe(true)
    const second = await start()
    const ran: string[] = []
    await second.work('reconcile', 1, async ({ key }) => void ran.push(key))
    await until(() => ran.length === 1, 'the job to come back')
    await stopAll()
    expect(ran).toEqual(['shop:day'])
  })
})

describePostgres('jobs of a worker that vanished', (database) => {
  it('come back to another worker', async () => {
    const options = { database: database().jobs, onError: fail, heartbeatSeconds: 10 }
    const jobs = await startBossJobs(options)
    // As a killed worker leaves it: taken, and no sign of life since.
    await jobs.enqueue('sync', 'gone:ORDERS')
    await database().prisma.$executeRaw`
      UPDATE jobs.job SET state = 'active', started_on = now() - interval '1 minute',
        heartbeat_on = now() - interval '1 minute' WHERE name = 'sync'`
    const ran: string[] = []
    await jobs.work('sync', 1, async ({ key }) => void ran.push(key))
    await until(() => ran.length === 1, 'the job to come back')
    await jobs.stop()
    expect(ran).toEqual(['gone:ORDERS'])
  })
})
