import { randomUUID } from 'node:crypto'
import { runInScope } from '../domain/scope.ts'
import type { Trace } from '../domain/trace.ts'
import type { JobOutcome, OnJob } from '../server/job-metrics.ts'
import type { Logger } from '../server/logger.ts'
import type { Jobs } from '../sync/jobs.ts'

export interface JobObservers {
  readonly log: Logger
  readonly trace: Trace
  readonly onJob: OnJob
}

/** Jobs with one line in the log, one span and one count each, failed or not. */
export function observedJobs(jobs: Jobs, observers: JobObservers): Jobs {
  return {
    ...jobs,
    work: (queue, concurrency, handler) =>
      jobs.work(queue, concurrency, (job) =>
        observedJob(observers, { job: queue, key: job.key, signal: job.signal }, () => handler(job)),
      ),
  }
}

/** One run of background work. Statements of jobs end by their own time-outs, not by a scope's. */
export async function observedJob<T>(
  { log, trace, onJob }: JobObservers,
  { job, key, signal }: { readonly job: string; readonly key: string; readonly signal: AbortSignal },
  work: () => Promise<T>,
): Promise<T> {
  const requestId = randomUUID()
  const started = performance.now()
  const told = (outcome: JobOutcome, err?: unknown) => {
    const ms = performance.now() - started
    log.info(
      { requestId, job, key, outcome, ms: Math.round(ms), ...(outcome === 'failed' && { err }) },
      'job',
    )
    onJob(job, outcome, ms)
  }
  const scope = { requestId, signal: null, note: {} }
  const options = { kind: 'consumer' as const, attributes: { 'haitao.job': job, 'haitao.key': key } }
  try {
    const result = await runInScope(scope, () => trace.span(`job ${job}`, options, work))
    told('done')
    return result
  } catch (error) {
    told(signal.aborted ? 'aborted' : 'failed', error)
    throw error
  }
}
