import { createSourceEventStream, type ExecutionResult } from 'graphql'
import type { SubscriptionArgs } from './push/groups.ts'

/** Runs a subscription's `subscribe` with its checks; gives the feed, or the errors instead of it. */
export async function openSource(
  args: SubscriptionArgs,
): Promise<{ readonly feed: AsyncIterable<unknown> } | { readonly refused: ExecutionResult }> {
  const events = await createSourceEventStream(args)
  return Symbol.asyncIterator in events ? { feed: events } : { refused: events }
}
