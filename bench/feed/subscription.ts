/** The subscription of every client of every GraphQL server. */
export const SUBSCRIPTION = /* GraphQL */ `
  subscription Stock($skuIds: [ID!], $after: String) {
    stockChanges(skuIds: $skuIds, after: $after, snapshot: false) {
      __typename
      ... on StockChange {
        cursor
        skuId
        coalesced
        occurredAt
        level { id available version updatedAt }
      }
      ... on FeedGap { cursor gapReason missed }
    }
  }
`
