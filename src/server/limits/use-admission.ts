import type { IncomingMessage } from 'node:http'
import { type ExecutionArgs, type ExecutionResult, getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { GraphContext } from '../../../schema/context.ts'
import { preparedOf } from '../direct/prepared.ts'
import type { Admission, Asker } from './admission.ts'
import type { Bounded } from './bounded.ts'

interface AskingContext extends GraphContext {
  readonly connection: Asker & {
    /** Over WebSocket: aborted when the client completes the operation, or goes. */
    readonly gone?: AbortSignal
  }
  /** Over HTTP only. */
  readonly request?: Request
  readonly req?: IncomingMessage
  readonly params?: { readonly query?: string }
}

/**
 * The limits as parts of the pipeline. A subscription over WebSocket does not pass `onSubscribe`: the socket's
 * operation asks `admit` itself.
 */
export function useAdmission(admission: Admission, bounded: Bounded): Plugin<AskingContext> {
  const admitted = (args: unknown) => {
    const asked = args as ExecutionArgs & { contextValue: AskingContext }
    return admission.admit(asked.contextValue.connection, asked)
  }
  return {
    async onExecute({ args, executeFn, setExecuteFn }) {
      const { contextValue, document, operationName } = args as ExecutionArgs & {
        contextValue: AskingContext
      }
      const prepared = preparedOf(contextValue.req)
      if (prepared?.failure) throw prepared.failure
      if (prepared?.isAdmitted) admission.admitted(contextValue.connection)
      else await admitted(args)
      // A client that is gone needs no answer; a running mutation is finished.
      const isQuery = getOperationAST(document, operationName)?.operation === 'query'
      const gone = isQuery ? (contextValue.connection.gone ?? contextValue.request?.signal) : undefined
      setExecuteFn(((given: ExecutionArgs) =>
        bounded(gone, (signal) => executeFn({ ...given, signal } as ExecutionArgs))) as typeof executeFn)
    },
    onSubscribe: ({ args }) => admitted(args),
    // Over HTTP.
    onExecutionResult({ result, setResult, context }) {
      const { connection, params } = context as Partial<AskingContext>
      if (!result || !('errors' in result) || !result.errors) return
      if (connection) admission.refused(connection, params?.query ?? '', result.errors)
      setResult(admission.shown(result as ExecutionResult, connection?.viewer))
    },
  }
}
