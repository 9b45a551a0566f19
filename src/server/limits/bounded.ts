import { type OperationNote, presentScope, runInScope } from '../../domain/scope.ts'
import type { Trace } from '../../domain/trace.ts'
import { timedOut } from './limit-error.ts'

const GONE = new DOMException('The client is gone', 'AbortError')

/**
 * Runs an operation within its time limit and while its client waits: `signal` is aborted otherwise, and
 * its statements and calls to platforms end with it. @param gone aborted when the client is gone
 */
export type Bounded = <T>(
  gone: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<T> | T,
) => Promise<T>

/** @param ms the longest that an operation runs */
export function boundedBy(ms: number, trace: Trace): Bounded {
  return async (gone, run) => {
    const control = new AbortController()
    const { signal } = control
    const timer = setTimeout(() => control.abort(timedOut(ms)), ms)
    timer.unref()
    const onGone = () => control.abort(GONE)
    gone?.addEventListener('abort', onGone, { once: true })
    const scope = presentScope() ?? { requestId: '', note: {} }
    try {
      return await runInScope({ ...scope, signal }, () => traced(trace, scope.note, () => run(signal)))
    } finally {
      clearTimeout(timer)
      gone?.removeEventListener('abort', onGone)
    }
  }
}

/** Names and sizes only: variables can be personal. */
function traced<T>(trace: Trace, note: OperationNote, execute: () => T): T {
  if (!trace.on) return execute()
  const { type = 'query', operation = '', cost = 0, role = '' } = note
  const attributes = {
    'graphql.operation.type': type,
    'graphql.operation.name': operation,
    'haitao.cost': cost,
    'haitao.role': role,
  }
  return trace.span(operation ? `${type} ${operation}` : type, { attributes }, execute)
}
