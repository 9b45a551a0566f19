import type { ServerResponse } from 'node:http'
import { type ExecutionResult, execute, type GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { GraphContext, StockFeedItem } from '../../schema/context.ts'
import type { Authenticator } from '../auth/tokens.ts'
import { isPushable } from '../realtime/pushable.ts'
import type { Connection } from './connection.ts'
import type { EventStreams } from './event-streams.ts'
import type { Groups, SubscriptionArgs } from './push/groups.ts'
import { type EventErrors, showEvent } from './push/show-event.ts'
import { openSource } from './source-events.ts'
import { asEvent, serialised } from './sse.ts'
import { untilExpiry } from './until-expiry.ts'

export interface SharedSubscriptionsDeps {
  readonly groups: Groups
  readonly forEvent: (context: GraphContext) => GraphContext
  readonly errors: EventErrors
  readonly authenticator: Pick<Authenticator, 'onRevoked'>
  readonly streams: EventStreams
}

/** Additions of the server to the context of an HTTP request. */
type OverHttp = { readonly connection: Connection; readonly res: ServerResponse }

/**
 * Subscriptions over HTTP. Stock is rendered once per group, as for sockets; other feeds are executed for each
 * subscriber, each event with a context of its own: with the context of the subscription, loaders would remember
 * the first event's rows for as long as the client stays.
 */
export function useSharedSubscriptions({
  groups,
  forEvent,
  errors,
  authenticator,
  streams,
}: SharedSubscriptionsDeps): Plugin {
  return {
    onSubscribe({ setSubscribeFn }) {
      setSubscribeFn(async (given: unknown) => {
        const args = given as SubscriptionArgs
        const { connection, res } = args.contextValue as unknown as OverHttp
        streams.admit(connection.address)
        connection.hold?.(args.document)
        const source = await openSource(args)
        if ('refused' in source) return source.refused
        const { feed } = source
        streams.follow(res, connection.address)
        const events = untilExpiry(feed[Symbol.asyncIterator](), args.contextValue.viewer, authenticator)
        if (!isPushable(feed))
          return mapEvents(events, async (rootValue) => {
            const show = () => execute({ ...args, rootValue, contextValue: forEvent(args.contextValue) })
            return asEvent(await showEvent(show, errors), cursorOf(rootValue))
          })
        const group = groups.join(args)
        const show = async (event: unknown) =>
          asEvent(serialised(await group.of(event as StockFeedItem).json), cursorOf(event))
        return mapEvents(events, show, () => groups.leave(group))
      })
    },
  }
}

/** Every event of every feed has one. */
function cursorOf(event: unknown): string {
  return (event as StockFeedItem).cursor
}

/**
 * An iterator whose `return` reaches the source at once, also while it waits for the next event. An event that can't be
 * shown is the last: the client comes back with the cursor of the one before.
 */
function mapEvents(
  source: AsyncIterator<unknown>,
  map: (event: unknown) => Promise<ExecutionResult>,
  onEnd: () => void = () => {},
): AsyncGenerator<ExecutionResult> {
  let ended = false
  const end = async (): Promise<IteratorResult<ExecutionResult>> => {
    if (!ended) onEnd()
    ended = true
    await source.return?.()
    return { value: undefined, done: true }
  }
  return {
    async next() {
      const { value, done } = ended ? { value: undefined, done: true } : await source.next()
      if (done) return end()
      try {
        return { value: await map(value), done: false }
      } catch (error) {
        await end()
        return { value: { errors: [error as GraphQLError] }, done: false }
      }
    },
    return: end,
    async throw(error) {
      await end()
      throw error
    },
    [Symbol.asyncIterator]() {
      return this
    },
    [Symbol.asyncDispose]: async () => void (await end()),
  }
}
