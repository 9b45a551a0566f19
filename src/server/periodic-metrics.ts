import { Counter, Histogram, type Registry } from 'prom-client'

/** Periodic work of each process; a run may find nothing due. */
export function addPeriodicMetrics(registry: Registry) {
  const registers = [registry]
  const runs = new Counter({
    name: 'haitao_periodic_runs_total',
    help: 'Looks at what is due, with the work that was, by name and outcome: done or failed. It is tried again.',
    labelNames: ['name', 'outcome'],
    registers,
  })
  const seconds = new Histogram({
    name: 'haitao_periodic_run_seconds',
    help: 'Time of such a run.',
    labelNames: ['name'],
    buckets: [0.005, 0.025, 0.1, 0.5, 2.5, 10, 30, 60, 300],
    registers,
  })
  return (name: string, outcome: 'done' | 'failed', ms: number): void => {
    runs.inc({ name, outcome })
    seconds.observe({ name }, ms / 1_000)
  }
}
