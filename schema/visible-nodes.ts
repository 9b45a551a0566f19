import type { GraphQLSchema } from 'graphql'
import type { Scope } from '../src/domain/viewer.ts'
import type { GraphContext } from './context.ts'

/** What `authScopes` of a node type is: one scope, or a rule over the row. */
type TypeRule = { readonly scope: Scope } | ((row: object, context: GraphContext) => unknown)

/** Of a type whose rows are not all for everybody as nodes, though others lead to each of them: by the row. */
type NodeRule = (row: object, context: GraphContext) => boolean | Promise<boolean>

/** As `extensions` of a node type: whether the viewer may reach the row by its id. */
export const reachableBy = <Row extends object>(
  rule: (row: Row, context: GraphContext) => boolean | Promise<boolean>,
) => ({
  haitaoReachable: rule as NodeRule,
})

interface TypeExtensions {
  readonly haitaoReachable?: NodeRule
  readonly pothosOptions?: { readonly authScopes?: TypeRule }
}

function ruleOf(schema: GraphQLSchema, typename: string): TypeRule | null {
  const extensions = schema.getType(typename)?.extensions as TypeExtensions | undefined
  return extensions?.pothosOptions?.authScopes ?? null
}

/** Whether the viewer may see any node of the type: it needs no node for that. True where each node decides. */
export function mayLoad(schema: GraphQLSchema, typename: string, { viewer }: GraphContext): boolean {
  const rule = ruleOf(schema, typename)
  return rule === null || typeof rule === 'function' || viewer.scopes.has(rule.scope)
}

/**
 * The node if the viewer may see it, else null, as for an id that names nothing: not even its type tells that somebody
 * else's object exists. The fields of a type ask the same rule, but `__typename` is not one of them.
 */
export function visible(
  node: unknown,
  schema: GraphQLSchema,
  typename: string,
  context: GraphContext,
): unknown {
  if (typeof node !== 'object' || node === null) return null
  const rule = ruleOf(schema, typename)
  const isVisible =
    typeof rule === 'function' ? rule(node, context) === true : mayLoad(schema, typename, context)
  if (!isVisible) return null
  const { haitaoReachable } = (schema.getType(typename)?.extensions ?? {}) as TypeExtensions
  const reachable = haitaoReachable?.(node, context) ?? true
  return typeof reachable === 'boolean'
    ? reachable
      ? node
      : null
    : reachable.then((may) => (may ? node : null))
}
