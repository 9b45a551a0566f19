import { Counter, Histogram, type Registry } from 'prom-client'
import type { OperationNote } from '../domain/scope.ts'

export type OperationTransport = 'http' | 'websocket'

/** @param ms until the answer was there; of a subscription until it had begun */
export type OnOperation = (transport: OperationTransport, note: OperationNote, ms: number) => void

/**
 * Operations of the graph, over any transport. `outcome` is `ok`, or the code of the first error: codes are
 * ours, so there are few of them. An unreadable operation has no type.
 */
export function addOperationMetrics(registry: Registry): OnOperation {
  const registers = [registry]
  const operations = new Counter({
    name: 'haitao_operations_total',
    help: 'Operations by transport, type, role of who asks, and outcome: ok or the code of the first error.',
    labelNames: ['transport', 'type', 'role', 'outcome'],
    registers,
  })
  const seconds = new Histogram({
    name: 'haitao_operation_seconds',
    help: 'Time from the operation to its answer; queries and mutations.',
    labelNames: ['type'],
    buckets: [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  const points = new Counter({
    name: 'haitao_operation_cost_total',
    help: 'Points of cost of the operations that were looked at, by role.',
    labelNames: ['role'],
    registers,
  })
  return (transport, { type = 'unknown', role = 'unknown', outcome = 'ok', cost = 0 }, ms) => {
    operations.inc({ transport, type, role, outcome })
    points.inc({ role }, cost)
    if (type === 'query' || type === 'mutation') seconds.observe({ type }, ms / 1_000)
  }
}
