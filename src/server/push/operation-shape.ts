import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  type OperationDefinitionNode,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'

/** Part of a subscription's text that decides about sharing: computed once per document. */
export interface OperationShape {
  /** The document without the accidents of layout. */
  readonly text: string
  /** Variables that the selection uses. Those of the subscription field's own arguments only choose what is watched. */
  readonly variables: readonly string[]
  /** Whether everything selected is the same for all viewers with the same scopes. */
  readonly impersonal: boolean
}

/**
 * Types whose fields depend on the event and on the viewer's scopes, never on who the viewer is. A selection that
 * reaches any other type is resolved for each viewer apart: a new type is private until it is named here.
 */
const IMPERSONAL = new Set([
  'Subscription',
  'StockFeedEvent',
  'StockSnapshot',
  'StockChange',
  'FeedEvent',
  'FeedGap',
  'Node',
  'Product',
  'Sku',
  'SkuAttribute',
  'StockLevel',
  'StockMovement',
  'Warehouse',
  'Listing',
  'LiveOffer',
  'Money',
])

const shapes = new WeakMap<DocumentNode, OperationShape>()

/** @param document validated, with one operation chosen; documents come from a cache, so the answer is kept with it */
export function shapeOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): OperationShape {
  const known = shapes.get(document)
  if (known) return known
  const shape = analyse(schema, document, operation)
  shapes.set(document, shape)
  return shape
}

function analyse(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): OperationShape {
  const types = new TypeInfo(schema)
  const variables = new Set<string>()
  const root = new Set(operation.selectionSet.selections)
  let impersonal = true
  visit(
    document,
    visitWithTypeInfo(types, {
      VariableDefinition: () => false,
      // The arguments of the subscription field itself select events, not their content.
      Argument: (_node, _key, _parent, _path, ancestors) =>
        root.has(ancestors.at(-1) as never) ? false : undefined,
      Variable: ({ name }) => {
        variables.add(name.value)
      },
      SelectionSet: () => {
        const type = getNamedType(types.getParentType())
        if (type && !IMPERSONAL.has(type.name)) impersonal = false
      },
    }),
  )
  return { text: print(document), variables: [...variables].sort(), impersonal }
}
