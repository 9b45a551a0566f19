import { randomUUID } from 'node:crypto'
import { runInScope } from '../domain/scope.ts'
import type { Trace } from '../domain/trace.ts'
import type { Logger } from '../server/logger.ts'
import type { Jobs } from '../sync/jobs.ts'

/** Jobs with one line in the log and one span each, whatever becomes of them. */
export function observedJobs(jobs: Jobs, log: Logger, trace: Trace): Jobs {
  return {
    ...jobs,
    work: (queue, concurrency, handler) =>
      jobs.work(queue, concurrency, (job) =>
        observedJob(log, trace, { job: queue, key: job.key }, () => handler(job)),
      ),
  }
}

/** One piece of background work. Statements of jobs end by their own time-outs, not by a scope's. */
export async function observedJob<T>(
  log: Logger,
  trace: Trace,
  { job, key }: { readonly job: string; readonly key: string },
  work: () => Promise<T>,
): Promise<T> {
  const requestId = randomUUID()
  const started = performance.now()
  const told = (outcome: 'done' | 'failed') =>
    log.info({ requestId, job, key, outcome, ms: Math.round(performance.now() - started) }, 'job')
  const scope = { requestId, signal: null, note: {} }
  const options = { kind: 'consumer' as const, attributes: { 'haitao.job': job, 'haitao.key': key } }
  try {
    const result = await runInScope(scope, () => trace.span(`job ${job}`, options, work))
    told('done')
    return result
  } catch (error) {
    told('failed')
    throw error
  }
}
