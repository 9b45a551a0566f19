/** The one door to generated code: typed documents and the types of the schema. */
export type * from '../../generated/operator/graphql.ts'
export { graphql } from '../../generated/operator/index.ts'

/** An item of a connection, whether or not the list may be refused. */
export type NodeOf<Connection> =
  NonNullable<Connection> extends { readonly nodes: readonly (infer Node)[] } ? Node : never
