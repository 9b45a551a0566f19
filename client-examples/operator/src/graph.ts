/** The one door to generated code: typed documents and the types of the schema. */
export type * from '../../generated/operator/graphql.ts'
export { graphql } from '../../generated/operator/index.ts'
