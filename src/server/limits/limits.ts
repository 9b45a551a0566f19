/** What one operation may be, the same over POST, GET, SSE and WebSocket. docs/security.md says how each was chosen. */
export interface Limits {
  /** Lexical tokens of the document; the parser stops there. */
  readonly tokens: number
  /** Brackets of any kind inside each other: what parses and validates goes down by recursion. */
  readonly nesting: number
  /** Fields inside fields; a root field has depth 1. */
  readonly depth: number
  /** The same below `__schema` and `__type`: tools ask for types in types. */
  readonly introspectionDepth: number
  /** Aliases, of `__typename` too, counted at every place where a fragment is used. */
  readonly aliases: number
  /** Fields that a selection names once more under the same name, in fragments too. */
  readonly repeatedFields: number
  /** Directives at one place. */
  readonly directivesAtOnePlace: number
  readonly directives: number
  readonly rootFields: number
  /** Points of cost.ts. */
  readonly cost: number
  /** Single values in all variables together, lists and objects taken apart. */
  readonly variableValues: number
  /** Body of an HTTP request, bytes. */
  readonly bodyBytes: number
  /** A query or mutation may run so long, ms. */
  readonly executionMs: number
}

export const LIMITS: Limits = {
  tokens: 5_000,
  nesting: 100,
  depth: 15,
  introspectionDepth: 20,
  aliases: 50,
  repeatedFields: 100,
  directivesAtOnePlace: 5,
  directives: 50,
  rootFields: 20,
  cost: 200_000,
  variableValues: 10_000,
  bodyBytes: 1_000_000,
  executionMs: 30_000,
}
