import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  Kind,
  OperationTypeNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'

/**
 * Their failure is part of the answer. A compiled query that gives errors is run again by the general executor, and
 * that would ask the platform again.
 */
const MAY_FAIL = new Set(['Listing.live', 'Query.marketplaceSearch'])

/**
 * Whether a query may be compiled. Left to the general executor:
 * - mutations, whose errors come after changes;
 * - interfaces and unions, where one path can belong to rows of several types (schema/shared-paths-plugin.ts);
 * - questions about the schema itself.
 * @param document validated
 */
export function isCompilable(schema: GraphQLSchema, document: DocumentNode): boolean {
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
  if (operations.length !== 1) return false
  const types = new TypeInfo(schema)
  let compilable = true
  visit(
    document,
    visitWithTypeInfo(types, {
      OperationDefinition({ operation }) {
        if (operation !== OperationTypeNode.QUERY) compilable = false
      },
      Field({ name }) {
        const type = types.getType()
        if (name.value.startsWith('__') && name.value !== '__typename') compilable = false
        if (!type || isAbstractType(getNamedType(type))) compilable = false
        if (MAY_FAIL.has(`${types.getParentType()?.name}.${name.value}`)) compilable = false
      },
    }),
  )
  return compilable
}
