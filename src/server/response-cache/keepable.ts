import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'

/** Root fields that report their rows to `Reads`. Everything below them belongs to the same products. */
const ROOTS = new Set(['__typename', 'products', 'product', 'sku', 'skus'])
/** Types whose fields depend on the viewer's scopes at most, never on who the viewer is. A new type is not kept. */
const TYPES = new Set([
  'Query',
  'ProductConnection',
  'ProductEdge',
  'Facet',
  'FacetValue',
  'PageInfo',
  'Product',
  'Sku',
  'SkuAttribute',
  'StockLevel',
  'Warehouse',
  'Listing',
  'Money',
])
/** Read from platforms, or changed by what the feed does not announce. */
const NEVER = new Set(['Listing.live', 'Listing.sellable', 'Listing.shop', 'Sku.movements'])

const known = new WeakMap<DocumentNode, boolean>()

/**
 * True if answers may be cached: one query about products, whose changes the feed announces. Prices in another
 * currency depend on exchange rates, which it does not announce.
 * @param document validated
 */
export function isKeepable(schema: GraphQLSchema, document: DocumentNode): boolean {
  const before = known.get(document)
  if (before !== undefined) return before
  const found = analyse(schema, document)
  known.set(document, found)
  return found
}

function analyse(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema)
  const query = schema.getQueryType()
  let operations = 0
  let keepable = true
  visit(
    document,
    visitWithTypeInfo(types, {
      OperationDefinition({ operation }) {
        operations++
        if (operation !== OperationTypeNode.QUERY) keepable = false
      },
      Field({ name: { value: name }, arguments: args = [] }) {
        const parent = types.getParentType()
        if (!parent || !TYPES.has(parent.name) || NEVER.has(`${parent.name}.${name}`)) keepable = false
        if (parent === query && !ROOTS.has(name)) keepable = false
        if (args.some((argument) => argument.name.value === 'currency' && argument.value.kind !== Kind.NULL))
          keepable = false
      },
    }),
  )
  return keepable && operations === 1
}
