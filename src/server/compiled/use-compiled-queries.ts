import type { ExecutionArgs, ExecutionResult } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { KnownQueries } from './known-queries.ts'
import { RenderedResult } from './rendered-result.ts'

type Executed = ExecutionResult | Promise<ExecutionResult>
/** What `useAdmission` adds: aborted when the operation takes too long, or nobody waits for it. */
type Args = ExecutionArgs & { readonly contextValue: object; readonly signal?: AbortSignal }
type Execute = (args: Args) => Executed

/**
 * Has queries that come again run compiled. Those make answers without errors only: at the first error of whatever
 * kind the general executor runs the query anew and says what is wrong.
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
  // The general executor has a context of its own: what the prisma plugin notes here by paths is not for it.
  const context = { ...args.contextValue }
  const data = queries.run(known, { rootValue, variableValues, context, signal })
  return data.then((text) => (text === null ? general(args) : new RenderedResult(text)))
}
