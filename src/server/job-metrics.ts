import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { QueueFigures } from '../sync/jobs.ts'

/** `aborted`: the process stops, or the job was given to another. Jobs that failed or were aborted are run again. */
export type JobOutcome = 'done' | 'failed' | 'aborted'

export type OnJob = (queue: string, outcome: JobOutcome, ms: number) => void

/** Background work: jobs of this process, and the queues of all processes. */
export function addJobMetrics(registry: Registry, queues: () => Promise<readonly QueueFigures[]>): OnJob {
  const registers = [registry]
  const runs = new Counter({
    name: 'haitao_jobs_total',
    help: 'Jobs that have ended, by queue and outcome: done, failed or aborted. Those not done are run again.',
    labelNames: ['queue', 'outcome'],
    registers,
  })
  const seconds = new Histogram({
    name: 'haitao_job_seconds',
    help: 'Time that a job ran, however it ended.',
    labelNames: ['queue'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200],
    registers,
  })
  new Gauge({
    name: 'haitao_queue_jobs',
    help: 'Jobs of all workers by queue and state: waiting (due, not taken) or running. Counted by a worker every 10 s.',
    labelNames: ['queue', 'state'],
    registers,
    async collect() {
      // A look that fails leaves them as they were.
      for (const { queue, waiting, running } of await queues().catch(() => [])) {
        this.set({ queue, state: 'waiting' }, waiting)
        this.set({ queue, state: 'running' }, running)
      }
    },
  })
  return (queue, outcome, ms) => {
    runs.inc({ queue, outcome })
    seconds.observe({ queue }, ms / 1_000)
  }
}
