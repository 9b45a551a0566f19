import { createMetrics } from '../../src/server/metrics.ts'
import { queryCounters } from '../../src/server/query-counters.ts'
import { table } from './table.ts'

export interface Exposed {
  readonly name: string
  readonly help: string
  readonly kind: string
  readonly labels: readonly string[]
  /** What Prometheus stores of it: a histogram's buckets, sum and count. */
  readonly series: readonly string[]
}

/** Everything that a process shows at /metrics. */
export function exposedMetrics(): readonly Exposed[] {
  const nothing = new Error('only names are asked for')
  const fail = () => {
    throw nothing
  }
  const { registry } = createMetrics(
    { counters: fail, groups: fail, lagging: fail },
    fail,
    fail,
    queryCounters(),
    fail,
    { pictures: fail, catalogue: fail, translation: fail, search: fail, rates: fail },
  )
  return registry.getMetricsAsArray().map((metric) => {
    // What prom-client's types keep to themselves.
    const { labelNames = [], buckets } = metric as { labelNames?: readonly string[]; buckets?: unknown }
    const isHistogram = Array.isArray(buckets)
    const { name, help, type } = metric
    return {
      name,
      help,
      kind: String(type),
      labels: labelNames,
      series: isHistogram ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name],
    }
  })
}

/** docs/reference/metrics.md */
export function metricsPage(): string {
  const own = exposedMetrics().filter(({ name }) => name.startsWith('haitao_'))
  return `# Metrics

At \`/metrics\` of every gateway and worker, for Prometheus. Those of \`haitao_sync_…\`, \`haitao_outbox_…\`,
\`haitao_search_index_…\` and \`haitao_queue_…\` are figures of the database, the same at every process: take the largest. All others are the process's
own: add them up.

${table(
  ['metric', 'kind', 'labels', ''],
  own.map(({ name, kind, labels, help }) => [
    `\`${name}\``,
    kind,
    labels.map((label) => `\`${label}\``).join(', '),
    help,
  ]),
)}

Besides, prom-client's usual ones of the process and of Node: \`process_resident_memory_bytes\`, \`process_cpu_seconds_total\`,
\`nodejs_eventloop_lag_p99_seconds\`, \`nodejs_gc_duration_seconds\` and their like.
`
}
