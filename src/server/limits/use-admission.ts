import type { IncomingMessage } from 'node:http'
import { type DocumentNode, type ExecutionArgs, type ExecutionResult, getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { GraphContext } from '../../../schema/context.ts'
import { preparedOf } from '../direct/prepared.ts'
import type { Admission, Asker } from './admission.ts'
import type { Bounded } from './bounded.ts'
import { asLasting } from './lasting-error.ts'
import { limitExceeded, nulInText, tooManyTokens } from './limit-error.ts'
import type { Limits } from './limits.ts'
import { nestingOf } from './nesting.ts'

/** The escapes of a NUL in a string of a document; as it is it can't stand in one. */
const NUL = /\\u(0000|\{0+\})/

interface AskingContext extends GraphContext {
  readonly connection: Asker & {
    /** Over WebSocket: aborted when the client completes the operation, or goes. */
    readonly gone?: AbortSignal
  }
  /** Over HTTP only. */
  readonly request?: Request
  readonly req?: IncomingMessage
}

/**
 * The limits as parts of the pipeline. A subscription over WebSocket does not pass `onSubscribe`: the socket's
 * operation asks `admit` itself.
 */
export function useAdmission(admission: Admission, limits: Limits, bounded: Bounded): Plugin<AskingContext> {
  const admitted = (args: unknown) => {
    const asked = args as ExecutionArgs & { contextValue: AskingContext }
    return admission.admit(asked.contextValue.connection, asked)
  }
  return {
    onParse({ params, setParseFn, parseFn }) {
      setParseFn((source: Parameters<typeof parseFn>[0]) => {
        try {
          checkText(String((source as { body?: string }).body ?? source), limits)
          return parseFn(source, { ...params.options, maxTokens: limits.tokens })
        } catch (error) {
          const isTooLong = error instanceof Error && /tokens\. Parsing aborted/.test(error.message)
          throw asLasting(isTooLong ? tooManyTokens(limits.tokens) : (error as Error))
        }
      })
      return ({ result }) => {
        if (!(result instanceof Error) && result) admission.checkDocument(result as DocumentNode)
      }
    },
    onValidate:
      () =>
      ({ result }) =>
        void result.forEach(asLasting),
    async onExecute({ args, executeFn, setExecuteFn }) {
      const { contextValue, document, operationName } = args as ExecutionArgs & {
        contextValue: AskingContext
      }
      const prepared = preparedOf(contextValue.req)
      if (prepared?.failure) throw prepared.failure
      if (!prepared?.isAdmitted) await admitted(args)
      // A client that is gone needs no answer; what a mutation has begun is finished.
      const isQuery = getOperationAST(document, operationName)?.operation === 'query'
      const gone = isQuery ? (contextValue.connection.gone ?? contextValue.request?.signal) : undefined
      setExecuteFn(((given: ExecutionArgs) =>
        bounded(gone, (signal) => executeFn({ ...given, signal } as ExecutionArgs))) as typeof executeFn)
    },
    onSubscribe: ({ args }) => admitted(args),
    // Over HTTP, behind the cache of validations: it keeps the errors as they are, for those who may see them.
    onExecutionResult({ result, setResult, context }) {
      const viewer = (context as Partial<AskingContext>).connection?.viewer
      if (result && 'errors' in result) setResult(admission.shown(result as ExecutionResult, viewer))
    },
  }
}

function checkText(text: string, limits: Limits): void {
  if (NUL.test(text)) throw nulInText()
  const nesting = nestingOf(text)
  if (nesting > limits.nesting) throw limitExceeded('brackets inside each other', nesting, limits.nesting)
}
