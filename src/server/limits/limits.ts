/** Limits of one operation, the same over POST, GET, SSE and WebSocket. docs/security.md says how each was chosen. */
export interface Limits {
  /** Characters of the document, from a viewer with a token and from one without; trusted documents may be longer. */
  readonly documentLength: number
  readonly anonymousDocumentLength: number
  /** Lexical tokens of the document; the parser stops there. */
  readonly tokens: number
  /** Brackets of any kind inside each other, in a document and in JSON: parser and validation are recursive. */
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
  /** Values in all variables together; each list and each object counts, and what is in it. */
  readonly variableValues: number
  /** Body of an HTTP request or message of a socket in bytes, from a viewer with a token and from one without. */
  readonly bodyBytes: number
  readonly anonymousBodyBytes: number
  /** Time limit of a query or mutation, in ms. */
  readonly executionMs: number
}

export const LIMITS: Limits = {
  documentLength: 65_536,
  anonymousDocumentLength: 65_536,
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
  anonymousBodyBytes: 65_536,
  executionMs: 30_000,
}
