// npm run check:graph: the printed graph against graphql-eslint's rules for schemas and for Relay.
import graphql from '@graphql-eslint/eslint-plugin'

const {
  'flat/schema-recommended': recommended,
  'flat/schema-all': all,
  'flat/schema-relay': relay,
} = graphql.configs

/** Objects that have no id because nobody fetches them again: a part of what holds them, an answer, or a figure. */
const WITHOUT_ID = {
  suffixes: ['Payload', 'Connection', 'Edge', 'Figures', 'Change', 'Snapshot', 'Notice', 'Gap'],
  types: [
    'Analytics',
    'CallRate',
    'CatalogueColumn',
    'CatalogueLine',
    'CatalogueTemplate',
    'ComponentStatus',
    'CustomsInfo',
    'ExchangeRate',
    'Facet',
    'FacetValue',
    'ImportFailure',
    'ImportRow',
    'ItemResolution',
    'LiveOffer',
    'LocalizedText',
    'MarketplaceItem',
    'MarketplaceItemSku',
    'MarketplaceOffer',
    'MarketplaceRefund',
    'Media',
    'Money',
    'Address',
    'OrderEvent',
    'OrderFunnelStep',
    'PageInfo',
    'PriceRange',
    'PriceSpread',
    'PriceTier',
    'PurchaseOrderLine',
    'SkuAttribute',
    'SkuSellThrough',
    'SkuSuggestion',
    'SupplierAlerts',
    'SyncState',
    'SystemStatus',
    'TrackingEvent',
    'UserError',
    'Viewer',
    'WarehouseStockValue',
  ],
}

/** Refusals that are right here, by their text. */
const EXCEPTIONS = new Set([
  // Who asks is always known, if only as anonymous.
  'Unexpected non-null result type "Viewer" in type "Query"',
])

export default [
  {
    files: ['schema/schema.graphql'],
    plugins: { '@graphql-eslint': graphql },
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: 'schema/schema.graphql' } },
    },
    processor: {
      preprocess: (text) => [text],
      postprocess: (lists) => lists.flat().filter(({ message }) => !EXCEPTIONS.has(message)),
      supportsAutofix: false,
    },
    rules: {
      ...recommended.rules,
      ...all.rules,
      ...relay.rules,
      // The printer sorts by name; the rule would have id first and times last.
      '@graphql-eslint/alphabetize': 'off',
      // Lists with a natural bound (SKUs of a product, lines of an order) are plain lists of objects. Rows of reports, hits of
      // a search and events of an order are paged, but nobody fetches one of them again.
      '@graphql-eslint/relay-edge-types': [
        'error',
        { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false },
      ],
      // It forbids mutations and subscriptions altogether.
      '@graphql-eslint/no-root-type': 'off',
      // @deprecated takes no date; docs/how-to/upgrade.md says how long a deprecated field stays.
      '@graphql-eslint/require-deprecation-date': 'off',
      '@graphql-eslint/strict-id-in-types': ['error', { exceptions: WITHOUT_ID }],
    },
  },
]
