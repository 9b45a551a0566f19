import { type DocumentNode, type ExecutionArgs, type ExecutionResult, getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { GraphContext } from '../../../schema/context.ts'
import { type OperationNote, presentScope, runInScope } from '../../domain/scope.ts'
import type { Trace } from '../../domain/trace.ts'
import type { Admission, Asker } from './admission.ts'
import { limitExceeded, nulInText, timedOut, tooManyTokens } from './limit-error.ts'
import type { Limits } from './limits.ts'
import { nestingOf } from './nesting.ts'

/** The escapes of a NUL in a string of a document; as it is it can't stand in one. */
const NUL = /\\u(0000|\{0+\})/
const GONE = new DOMException('The client is gone', 'AbortError')

interface AskingContext extends GraphContext {
  readonly connection: Asker & {
    /** Over WebSocket: aborted when the client completes the operation, or goes. */
    readonly gone?: AbortSignal
  }
  /** Over HTTP only. */
  readonly request?: Request
}

/**
 * The limits as parts of the pipeline. A subscription over WebSocket does not pass `onSubscribe`: the socket's
 * operation asks `admit` itself.
 */
export function useAdmission(admission: Admission, limits: Limits, trace: Trace): Plugin<AskingContext> {
  const admitted = (args: unknown) => {
    const asked = args as ExecutionArgs & { contextValue: AskingContext }
    return admission.admit(asked.contextValue.connection, asked)
  }
  return {
    onParse({ params, setParseFn, parseFn }) {
      setParseFn((source: Parameters<typeof parseFn>[0]) => {
        const text = String((source as { body?: string }).body ?? source)
        if (NUL.test(text)) throw nulInText()
        const nesting = nestingOf(text)
        if (nesting > limits.nesting)
          throw limitExceeded('brackets inside each other', nesting, limits.nesting)
        try {
          return parseFn(source, { ...params.options, maxTokens: limits.tokens })
        } catch (error) {
          throw error instanceof Error && /tokens\. Parsing aborted/.test(error.message)
            ? tooManyTokens(limits.tokens)
            : error
        }
      })
      return ({ result }) => {
        if (!(result instanceof Error) && result) admission.checkDocument(result as DocumentNode)
      }
    },
    async onExecute({ args, executeFn, setExecuteFn }) {
      await admitted(args)
      const { contextValue, document, operationName } = args as ExecutionArgs & {
        contextValue: AskingContext
      }
      const control = new AbortController()
      const { signal } = control
      const timer = setTimeout(() => control.abort(timedOut(limits.executionMs)), limits.executionMs)
      timer.unref()
      Object.assign(args, { signal })
      // A client that is gone needs no answer; what a mutation has begun is finished.
      const gone = contextValue.connection.gone ?? contextValue.request?.signal
      const onGone = () => control.abort(GONE)
      if (getOperationAST(document, operationName)?.operation === 'query')
        gone?.addEventListener('abort', onGone, { once: true })
      const scope = presentScope() ?? { requestId: '', note: {} }
      // Statements and calls to platforms below end with it.
      setExecuteFn(((given: ExecutionArgs) =>
        runInScope({ ...scope, signal }, () =>
          traced(trace, scope.note, () => executeFn(given)),
        )) as typeof executeFn)
      return {
        onExecuteDone() {
          clearTimeout(timer)
          gone?.removeEventListener('abort', onGone)
        },
      }
    },
    onSubscribe: ({ args }) => admitted(args),
    // Over HTTP, behind the cache of validations: it keeps the errors as they are, for those who may see them.
    onExecutionResult({ result, setResult, context }) {
      const viewer = (context as Partial<AskingContext>).connection?.viewer
      if (result && 'errors' in result) setResult(admission.shown(result as ExecutionResult, viewer))
    },
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
