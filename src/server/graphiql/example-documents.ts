/** The documents of the example tabs. Each starts with what it shows and what to try. */

export const CATALOGUE = `# The catalogue joined with our stock and with the live offer of each marketplace.
# One request: the database is read once per level, each platform in batches.
# Try: filter: { platforms: [JD] }, price(currency: "USD"), or title(locale: "zh").
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

export const STOCK_CHANGES = `# Every stock change as it is committed: first the state, then what follows exactly that state.
# Try: run it, then run AdjustStock in a second window and watch the change arrive here.
# Then stop, copy a cursor into the variables as "after" with "snapshot": false, and run again:
# what you missed is replayed before the feed goes live.
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
      gapReason: reason
      missed
    }
  }
}
`

/** `howToFill` is one comment line: where the ids in the variables come from. */
export const adjustStock = (
  howToFill: string,
) => `# A stock correction: level, ledger entry and event are written in one transaction.
# ${howToFill}
# Try: run it twice. The same idempotencyKey returns the first answer and changes nothing;
# the same key with another delta is a userError. Take a new key for a new correction.
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

export const LOW_STOCK_ALERTS = `# Alerts as they open, are acknowledged and resolve: one event per crossing, not one per sale.
# Try: leave it running and take a SKU below its threshold (10 unless a rule says otherwise)
# with AdjustStock in a second window.
subscription LowStockAlerts($skuIds: [ID!], $warehouseIds: [ID!], $after: String) {
  lowStockAlerts(skuIds: $skuIds, warehouseIds: $warehouseIds, after: $after) {
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
      reason
      missed
    }
  }
}
`

export const ORDERS = `# Orders with what was paid, what was bought upstream and where the parcels are.
# Both legs are shown apart: signed for at the hub is not delivered.
# Try: filter: { status: PURCHASING } or { sources: [TAOBAO] }, then the next page with after.
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

export const ALERTS = `# Open alerts, and the mutation that acknowledges one: choose which to run beside the run button.
# Try: run InventoryAlerts, paste an id of the answer into the variables, run AcknowledgeAlert,
# and see the alert leave the list of open ones.
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
  acknowledgeAlert(id: $id) {
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
