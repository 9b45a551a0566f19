// The library's documents, as text: graphql-ws wants text, and a parsed document would bring the parser along.

export const WATCH_STOCK = /* GraphQL */ `
  subscription WatchStock($skuIds: [ID!], $productIds: [ID!], $warehouseIds: [ID!], $after: String) {
    stockChanges(skuIds: $skuIds, productIds: $productIds, warehouseIds: $warehouseIds, after: $after) {
      __typename
      ... on StockSnapshot {
        cursor
        complete
        levels {
          ...StockOnScreen
        }
      }
      ... on StockChange {
        cursor
        coalesced
        occurredAt
        level {
          ...StockOnScreen
        }
      }
      ... on FeedGap {
        cursor
        gapReason
        missed
      }
    }
  }

  fragment StockOnScreen on StockLevel {
    id
    available
    version
    updatedAt
    sku {
      id
      code
    }
    warehouse {
      id
      code
    }
  }
`
