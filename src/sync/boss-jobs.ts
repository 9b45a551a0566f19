import { PgBoss } from 'pg-boss'
import type { JobDatabase } from '../store/database.ts'
import { type JobData, type Jobs, QUEUES, type Queue } from './jobs.ts'

export interface BossOptions {
  readonly database: JobDatabase
  readonly onError: (error: Error) => void
  /** Whether this process looks for dead workers and cleans up; default true. */
  readonly supervise?: boolean
  /** Seconds without a sign of life after which a job is given to another worker; at least 10. */
  readonly heartbeatSeconds?: number
  /** Longest time that running jobs get to end when the process stops, in ms. */
  readonly stopMs?: number
}

/** A first synchronisation of a large shop takes hours. */
const LONGEST_JOB_SECONDS = 23 * 3600
/** Retries come due without a notification, so a queue is checked this often. */
const POLL_SECONDS = 2

const QUEUE_NAMES = Object.keys(QUEUES) as Queue[]

interface Wrapped {
  readonly key: string
  readonly data: JobData
}

/**
 * Jobs on pg-boss, in the schema `jobs` of the same database, embedded or server. A worker that dies is noticed by
 * its missing heartbeat; looking for such is spread over all workers.
 */
export async function startBossJobs(options: BossOptions): Promise<Jobs> {
  const { database, onError, supervise = true, heartbeatSeconds = 20, stopMs = 10_000 } = options
  const boss = new PgBoss({
    db: database,
    backend: database.backend,
    schema: 'jobs',
    useListenNotify: true,
    // Times of runs are kept with the synchronisations themselves, to the second and changeable.
    schedule: false,
    supervise,
    superviseIntervalSeconds: Math.max(5, Math.floor(heartbeatSeconds / 2)),
    monitorIntervalSeconds: Math.max(5, Math.floor(heartbeatSeconds / 2)),
    reindex: false,
    monitorVacuum: false,
  })
  boss.on('error', (error) => onError(asError(error)))
  await boss.start()
  for (const name of Object.values(QUEUES)) {
    await boss.createQueue(name, {
      // The other policies let a job that has to wait for its key hold up the jobs of all other keys.
      policy: 'exclusive',
      notify: true,
      heartbeatSeconds,
      expireInSeconds: LONGEST_JOB_SECONDS,
      deleteAfterSeconds: 3600,
      retryLimit: 20,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: 60,
    })
  }
  const stopping = new AbortController()
  return {
    async enqueue(queue, key, data = {}) {
      const wrapped: Wrapped = { key, data }
      return (await boss.send(QUEUES[queue], wrapped, { singletonKey: key })) !== null
    },
    async work(queue, concurrency, handler) {
      await boss.work<Wrapped>(
        QUEUES[queue],
        {
          localConcurrency: concurrency,
          pollingIntervalSeconds: POLL_SECONDS,
          notifyPollingIntervalSeconds: POLL_SECONDS,
        },
        async ([job]) => {
          if (!job) return
          const signal = AbortSignal.any([job.signal, stopping.signal])
          await handler({ ...job.data, signal })
        },
      )
    },
    async figures() {
      const counted = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]))
      return QUEUE_NAMES.map((queue) => {
        const { readyCount = 0, activeCount = 0 } = counted.get(QUEUES[queue]) ?? {}
        return { queue, waiting: readyCount, running: activeCount }
      })
    },
    async stop() {
      stopping.abort(new DOMException('the worker is stopping', 'AbortError'))
      await boss.stop({ graceful: true, timeout: stopMs })
    },
  }
}

/** Workers of the queue report errors as plain copies; grouping and logging need real ones. */
function asError(told: Error): Error {
  return told instanceof Error ? told : Object.assign(new Error((told as Error).message), told)
}
