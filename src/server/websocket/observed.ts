import { randomUUID } from 'node:crypto'
import { type OperationNote, runInScope } from '../../domain/scope.ts'
import type { Trace } from '../../domain/trace.ts'
import type { Logger } from '../logger.ts'
import type { OnOperation } from '../operation-metrics.ts'
import type { RunOperation } from './operation-request.ts'

/**
 * As a request over HTTP has: an id, a span (`traceparent` may come in `extensions`), and one line in the log, of a
 * subscription when it has begun.
 */
export function observed(
  { log, trace, onOperation }: { log: Logger; trace: Trace; onOperation: OnOperation },
  run: RunOperation,
): RunOperation {
  return (request, payload) => {
    const requestId = randomUUID()
    const note: OperationNote = {}
    const started = performance.now()
    const running = async () => {
      const outcome = await run(request, payload)
      const ms = performance.now() - started
      onOperation('websocket', note, ms)
      log.info(
        { requestId, transport: 'websocket', ms: Math.round(ms), ...note },
        outcome ? 'subscribed' : 'request',
      )
      return outcome
    }
    const scope = { requestId, signal: null, note }
    if (!trace.on) return runInScope(scope, running)
    const { traceparent } = (payload.extensions ?? {}) as { traceparent?: unknown }
    const continues = typeof traceparent === 'string' ? { traceparent } : {}
    return runInScope(scope, () => trace.span('WEBSOCKET /graphql', { kind: 'server', continues }, running))
  }
}
