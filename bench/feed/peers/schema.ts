/** The part of the graph that the benchmark uses, for the servers that are not ours. */
export const typeDefs = /* GraphQL */ `
  type Query { ok: Boolean }
  union StockFeedEvent = StockChange | FeedGap
  type StockChange {
    cursor: String!
    skuId: ID!
    coalesced: Int!
    occurredAt: String!
    level: StockLevel!
  }
  type StockLevel { id: ID! available: Int! version: Int! updatedAt: String! }
  type FeedGap { cursor: String! gapReason: String! missed: Int }
  type Subscription {
    stockChanges(skuIds: [ID!], after: String, snapshot: Boolean): StockFeedEvent!
  }
`

/** @param subscribe an iterator over what is published for any of the SKUs, as the server's own pub/sub gives it */
export function resolversOf<Context>(subscribe: (skuIds: readonly string[], context: Context) => unknown) {
  return {
    Subscription: {
      stockChanges: {
        subscribe: (_root: unknown, args: { skuIds: readonly string[] }, context: Context) =>
          subscribe(args.skuIds, context),
        resolve: (item: unknown) => item,
      },
    },
  }
}
