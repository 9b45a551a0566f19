import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, execute } from 'graphql'
import type { Plugin } from 'graphql-yoga'

/**
 * Executes every delivered event with a context of its own. With the context of the subscription, loaders
 * would remember the first event's rows for as long as the client stays.
 */
export function usePerEventContext<Context>(forEvent: (context: Context) => Context): Plugin {
  return {
    onSubscribe({ setSubscribeFn }) {
      setSubscribeFn(async (args: ExecutionArgs) => {
        const events = await createSourceEventStream(args)
        if (!(Symbol.asyncIterator in events)) return events
        return mapEvents(events[Symbol.asyncIterator](), (rootValue) =>
          execute({ ...args, rootValue, contextValue: forEvent(args.contextValue as Context) }),
        )
      })
    },
  }
}

/** An iterator whose `return` reaches the source at once, also while it waits for the next event. */
function mapEvents(
  source: AsyncIterator<unknown>,
  map: (event: unknown) => Promise<ExecutionResult> | ExecutionResult,
): AsyncIterableIterator<ExecutionResult> {
  return {
    async next() {
      const { value, done } = await source.next()
      return done ? { value: undefined, done: true } : { value: await map(value), done: false }
    },
    async return() {
      await source.return?.()
      return { value: undefined, done: true }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
