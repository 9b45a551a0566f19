import type { Plugin } from 'graphql-yoga'
import { presentScope } from '../domain/scope.ts'
import { noteOutcome } from './note-outcome.ts'
import type { OnOperation } from './operation-metrics.ts'

/** For POST, GET and SSE: counted when the answer, or the stream of answers, begins. */
export function useOperationMetrics(onOperation: OnOperation): Plugin {
  const started = new WeakMap<Request, number>()
  return {
    onRequest: ({ request }) => void started.set(request, performance.now()),
    onResultProcess({ request, result }) {
      const note = presentScope()?.note
      if (!note || Array.isArray(result)) return
      if ('errors' in result) noteOutcome(result.errors ?? [])
      onOperation('http', note, performance.now() - (started.get(request) ?? performance.now()))
    },
  }
}
