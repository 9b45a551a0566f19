/** The documents of the example tabs. Each starts with what it shows and what to try. */

export const CATALOGUE = `# Products with our stock and each marketplace's live offer:
# one SQL statement per level, one batch per platform.
# Try: products(first: 5, filter: { platforms: [JD] })
# or price(currency: "USD").
query Catalogue {
  products(first: 5) {
    nodes {
      id
      title
      price {
        amount
        currency
      }
      skus {
        id
        code
        available
        stockLevels {
          warehouse {
            code
          }
          onHand
          reserved
          available
        }
        listings {
          platform
          externalId
          live {
            price {
              amount
              currency
            }
            quantity
            fetchedAt
            stale
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`

export const STOCK_CHANGES = `# Stock as it changes: a snapshot, then every change after it.
# Try: run it, and AdjustStock in a second browser window.
# Stop, set "after" to a cursor and "snapshot" to false,
# run again: what was missed is replayed first.
subscription StockChanges(
  $skuIds: [ID!]
  $warehouseIds: [ID!]
  $after: String
  $snapshot: Boolean = true
) {
  stockChanges(
    skuIds: $skuIds
    warehouseIds: $warehouseIds
    after: $after
    snapshot: $snapshot
  ) {
    __typename
    ... on StockChange {
      cursor
      skuId
      sku {
        code
        title
      }
      warehouse {
        code
      }
      delta
      reason
      level {
        onHand
        reserved
        safetyStock
        incoming
        available
        version
        updatedAt
      }
      coalesced
      occurredAt
    }
    ... on StockSnapshot {
      cursor
      complete
      levels {
        sku {
          id
          code
        }
        warehouse {
          id
          code
        }
        onHand
        reserved
        safetyStock
        incoming
        available
        version
        updatedAt
      }
    }
    ... on FeedGap {
      cursor
      gapReason
      missed
    }
  }
}
`

/** `howToFill` is half a comment line: where the ids in the variables come from. */
export const adjustStock = (howToFill: string) => `# A stock correction. ${howToFill}
# Try: run it twice. The same idempotencyKey returns the first
# answer and changes nothing; with another delta it is a userError.
# Take another key, or reload this page, for a new correction.
mutation AdjustStock($input: AdjustStockInput!) {
  adjustStock(input: $input) {
    stockLevel {
      id
      onHand
      reserved
      available
      version
    }
    movement {
      delta
      reason
      onHandAfter
      actor
      occurredAt
    }
    userErrors {
      code
      field
      message
    }
  }
}
`

export const LOW_STOCK_ALERTS = `# Alerts as they open and resolve: one per crossing, not per sale.
# Try: let it run, and in a second window take a SKU below its
# threshold (10 unless a rule says otherwise) with AdjustStock.
subscription LowStockAlerts($skuIds: [ID!], $warehouseIds: [ID!], $after: String) {
  inventoryAlertChanges(skuIds: $skuIds, warehouseIds: $warehouseIds, after: $after) {
    __typename
    ... on AlertChange {
      cursor
      occurredAt
      alert {
        id
        kind
        status
        sku {
          code
          title
        }
        warehouse {
          code
        }
        available
        threshold
        openedAt
        acknowledgedAt
        resolvedAt
        replenishment {
          quantity
          status
          reason
        }
      }
    }
    ... on FeedGap {
      cursor
      gapReason
      missed
    }
  }
}
`

export const ORDERS = `# Orders with payments, purchases upstream and parcels, the
# domestic leg and the international one apart.
# Try: "filter": { "statuses": ["PURCHASING"] } in the variables,
# then the next page with "after".
query Orders($first: Int = 10, $after: String, $filter: OrderFilter) {
  orders(first: $first, after: $after, filter: $filter) {
    nodes {
      id
      number
      source
      status
      placedAt
      total {
        amount
        currency
      }
      lines {
        title
        quantity
        unitPrice {
          amount
          currency
        }
        sku {
          code
        }
      }
      payments {
        status
        provider
        paidAt
        amount {
          amount
          currency
        }
      }
      purchases {
        platform
        externalId
        status
        reason
      }
      shipments {
        leg
        carrier
        trackingNumber
        status
        events {
          status
          description
          location
          occurredAt
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`

export const ALERTS = `# Open alerts, and the mutation that acknowledges one:
# the run button asks which of the two to run.
# Try: run InventoryAlerts, paste an id into the variables,
# run AcknowledgeAlert, and see it leave the open ones.
query InventoryAlerts($filter: InventoryAlertFilter = { status: OPEN }) {
  inventoryAlerts(first: 20, filter: $filter) {
    totalCount
    nodes {
      id
      kind
      status
      sku {
        code
        title
      }
      warehouse {
        code
      }
      available
      threshold
      openedAt
      replenishment {
        id
        quantity
        status
        reason
      }
    }
  }
}

mutation AcknowledgeAlert($id: ID!) {
  acknowledgeAlert(input: { id: $id }) {
    alert {
      id
      status
      acknowledgedAt
    }
    userErrors {
      code
      field
      message
    }
  }
}
`
