import type { GraphQLObjectType, GraphQLOutputType, GraphQLResolveInfo, GraphQLSchema } from 'graphql'

/** Common part of all fields of one run of a query. */
export type RunInfo = Pick<GraphQLResolveInfo, 'fragments' | 'rootValue' | 'operation' | 'variableValues'>

/** Common part of a field in all runs. */
export type FieldPlace = Pick<
  FieldInfo,
  'schema' | 'fieldName' | 'fieldNodes' | 'returnType' | 'parentType' | 'path'
>

/** The `info` of a field in one run of a compiled query: one object for all rows. */
export class FieldInfo implements GraphQLResolveInfo {
  /** One plan has loaded the rows, and noted what it loaded below (schema/shared-paths-plugin.ts). */
  planned = false
  readonly schema: GraphQLSchema
  readonly fieldName: string
  readonly fieldNodes: GraphQLResolveInfo['fieldNodes']
  readonly returnType: GraphQLOutputType
  readonly parentType: GraphQLObjectType
  /** Without list indices. */
  readonly path: GraphQLResolveInfo['path']
  readonly fragments: GraphQLResolveInfo['fragments']
  readonly rootValue: unknown
  readonly operation: GraphQLResolveInfo['operation']
  readonly variableValues: GraphQLResolveInfo['variableValues']

  constructor(place: FieldPlace, run: RunInfo) {
    this.schema = place.schema
    this.fieldName = place.fieldName
    this.fieldNodes = place.fieldNodes
    this.returnType = place.returnType
    this.parentType = place.parentType
    this.path = place.path
    this.fragments = run.fragments
    this.rootValue = run.rootValue
    this.operation = run.operation
    this.variableValues = run.variableValues
  }
}
