import type { IncomingMessage } from 'node:http'
import { type ExecutionArgs, type ExecutionResult, getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { preparedOf } from '../direct/prepared.ts'
import type { Admission } from '../limits/admission.ts'
import { noteKeepable } from './note-keepable.ts'
import type { ResponseCache } from './response-cache.ts'

/**
 * Finds out which answers may be kept, and takes their bytes as they are sent: behind everything that changes them.
 * After a mutation nothing is cached that was read before, so that clients see their own changes.
 */
export function useResponseCache(cache: ResponseCache, admission: Pick<Admission, 'pointsOf'>): Plugin {
  /** Answers without errors, on their way. */
  const clean = new WeakSet<IncomingMessage>()
  return {
    onExecute({ args }) {
      const asked = args as ExecutionArgs & { contextValue: { req?: IncomingMessage } }
      const operation = getOperationAST(asked.document, asked.operationName)
      if (operation?.operation === 'mutation') return { onExecuteDone: () => cache.clear() }
      const { req } = asked.contextValue
      const recording = preparedOf(req)?.recording
      if (!req || !recording || !noteKeepable(recording, admission, asked)) return undefined
      return {
        onExecuteDone({ result }) {
          if (!(result as ExecutionResult).errors) clean.add(req)
        },
      }
    },
    async onResponse({ serverContext, response, setResponse, fetchAPI }) {
      const { req } = serverContext as { req?: IncomingMessage }
      const recording = preparedOf(req)?.recording
      if (!req || !recording || !clean.has(req) || response.status !== 200) return
      const body = Buffer.from(await response.arrayBuffer())
      recording.body = body
      const { status, headers } = response
      setResponse(new fetchAPI.Response(body, { status, headers }))
    },
  }
}
