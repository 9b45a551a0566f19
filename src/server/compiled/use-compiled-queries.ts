import type { ExecutionArgs, ExecutionResult } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { KnownQueries } from './known-queries.ts'
import { RenderedResult } from './rendered-result.ts'

type Executed = ExecutionResult | Promise<ExecutionResult>
/** What `useAdmission` adds: aborted on timeout or when the client is gone. */
type Args = ExecutionArgs & { readonly contextValue: object; readonly signal?: AbortSignal }
type Execute = (args: Args) => Executed

/**
 * Runs a query compiled from the second time on. Compiled queries make answers without errors only: on any
 * error the general executor reruns the query and reports it.
 */
export function useCompiledQueries(queries: KnownQueries): Plugin {
  return {
    onExecute({ executeFn, setExecuteFn }) {
      const general = executeFn as unknown as Execute
      setExecuteFn(((args: Args) => execute(queries, general, args)) as unknown as typeof executeFn)
    },
  }
}

function execute(queries: KnownQueries, general: Execute, args: Args): Executed {
  const { document, rootValue, variableValues, signal } = args
  const known = queries.seen(document)
  if (!known) return general(args)
  // The general executor gets a context of its own, without the prisma plugin's records by path.
  const context = { ...args.contextValue }
  const data = queries.run(known, { rootValue, variableValues, context, signal })
  return data.then((text) => (text === null ? general(args) : new RenderedResult(text)))
}
