import { type DocumentNode, type ExecutionArgs, type ExecutionResult, getVariableValues, Kind } from 'graphql'
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit'
import type { Plugin } from 'graphql-yoga'
import { LRUCache } from 'lru-cache'
import { LoadedApart, shareRowPaths } from '../../../schema/shared-paths-plugin.ts'
import type { QueryCounters } from '../query-counters.ts'
import { isCompilable } from './compilable.ts'

/** Documents that are remembered; what is asked for more often pushes out the others. */
const REMEMBERED = 500

type Executed = ExecutionResult | Promise<ExecutionResult>
/** What `useAdmission` adds: aborted when the operation takes too long, or nobody waits for it. */
type Args = ExecutionArgs & { readonly contextValue: object; readonly signal?: AbortSignal }
type Execute = (args: Args) => Executed

/** 'seen': asked once, and compiled when it is asked again. 'general': not for graphql-jit. */
type State = 'seen' | 'general' | CompiledQuery

/**
 * Has queries that come again run by graphql-jit. It makes answers without errors only: at the first error of whatever
 * kind the general executor runs the query anew and says what is wrong.
 */
export function useCompiledQueries(counts: QueryCounters): Plugin {
  const states = new LRUCache<DocumentNode, State>({ max: REMEMBERED })
  return {
    onExecute({ executeFn, setExecuteFn }) {
      const general = executeFn as unknown as Execute
      setExecuteFn(((args: Args) => execute(states, counts, general, args)) as unknown as typeof executeFn)
    },
  }
}

function execute(
  states: LRUCache<DocumentNode, State>,
  counts: QueryCounters,
  general: Execute,
  args: Args,
): Executed {
  const { document } = args
  const state = states.get(document)
  if (state === 'general') return general(args)
  if (state === undefined) {
    states.set(document, isCompilable(args.schema, document) ? 'seen' : 'general')
    return general(args)
  }
  if (!takesVariables(args)) return general(args)
  const query = state === 'seen' ? compile(args) : state
  if (state === 'seen') states.set(document, query ?? 'general')
  if (!query) return general(args)
  args.signal?.throwIfAborted()
  const judge = (result: ExecutionResult): Executed => {
    if (!result.errors) {
      counts.compiled++
      return result
    }
    counts.repeated++
    if (result.errors.some(({ originalError }) => originalError instanceof LoadedApart))
      states.set(document, 'general')
    return general(args)
  }
  // The general executor has a context of its own: nothing that was noted here by shared paths is seen there.
  const context = shareRowPaths({ ...args.contextValue })
  const result = query.query(args.rootValue, context, args.variableValues)
  return result instanceof Promise ? unlessAborted(result, args.signal).then(judge) : judge(result)
}

/** By the general executor's own rules, which graphql-jit's are not quite. */
function takesVariables({ schema, document, variableValues }: Args): boolean {
  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      const { variableDefinitions = [] } = definition
      if (variableDefinitions.length === 0) return true
      return getVariableValues(schema, variableDefinitions, variableValues ?? {}).errors === undefined
    }
  return false
}

function compile({ schema, document }: Args): CompiledQuery | null {
  const query = compileQuery(schema, document, undefined, { disablingCapturingStackErrors: true })
  return isCompiledQuery(query) ? query : null
}

/** Rejects at once when the operation is to end; statements below end by themselves. */
function unlessAborted<T>(result: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return result
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
