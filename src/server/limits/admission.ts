import {
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql'
import { badInput, forbidden } from '../../../schema/errors.ts'
import { type OperationNote, presentScope } from '../../domain/scope.ts'
import type { Viewer } from '../../domain/viewer.ts'
import { DocumentCache } from '../document-cache.ts'
import { costOf } from './cost.ts'
import { limitExceeded, tooManyRequests } from './limit-error.ts'
import type { Limits } from './limits.ts'
import { measure } from './measure.ts'
import type { RateLimiter } from './rate-limiter.ts'
import { withoutSuggestions } from './suggestions.ts'
import { readValues } from './variables.ts'

export interface AdmissionDeps {
  readonly limits: Limits
  readonly rate: RateLimiter
  /** Outside production everybody explores. */
  readonly production: boolean
  readonly documents?: DocumentCache
}

export interface Asker {
  readonly viewer: Viewer
  /** Of limits/address.ts. */
  readonly address: string
}

export interface Admission {
  /** Those that were admitted. */
  readonly documents: DocumentCache
  /** After parsing, before validation. @throws GraphQLError LIMIT_EXCEEDED */
  checkDocument(document: DocumentNode): void
  /**
   * Before a validated operation runs, however it came.
   * @param points in addition to the operation's own
   * @throws GraphQLError when it may not run, or not now
   */
  admit(
    asker: Asker,
    args: Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>,
    more?: number,
  ): Promise<void>
  /** The operation of this asker was admitted before, on another way. */
  admitted(asker: Asker): void
  /** Charges for a text that was read and refused, if `admit` did not: such texts are not free. */
  refused(asker: Asker, text: string, errors: readonly unknown[]): void
  /** Cost of an operation that was validated. */
  pointsOf(args: Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>): number
  /** Takes points for an answer that is there already, and says whether the budget held them. */
  charge(asker: Asker, points: number): Promise<boolean>
  /** The result as this viewer may see it: errors name parts of the schema not asked for to those who may explore. */
  shown<Result extends { readonly errors?: readonly Error[] }>(
    result: Result,
    viewer: Viewer | undefined,
  ): Result
}

/** Of a text that is refused after it was read. */
const CHARACTERS_PER_POINT = 100

/** Checks for every operation, over all transports alike. */
export function admission({
  limits,
  rate,
  production,
  documents = new DocumentCache(),
}: AdmissionDeps): Admission {
  /** Askers whose operation was admitted: each operation has an object of its own. */
  const passed = new WeakSet<Asker>()
  const introspects = new WeakSet<DocumentNode>()
  const constantCosts = new WeakMap<DocumentNode, Map<string, number>>()
  const mayExplore = (viewer: Viewer | undefined) =>
    !production || viewer?.role === 'operator' || viewer?.role === 'analyst'

  const pointsOf = (
    schema: GraphQLSchema,
    document: DocumentNode,
    operationName: string | null | undefined,
    variables: Readonly<Record<string, unknown>>,
  ): number => {
    const key = operationName ?? ''
    const known = constantCosts.get(document)
    const constant = known?.get(key)
    if (constant !== undefined) return constant
    const operation = getOperationAST(document, operationName)
    if (!operation) return 0
    const { points, variable } = costOf(schema, document, operation, variables)
    if (!variable) constantCosts.set(document, (known ?? new Map()).set(key, points))
    return points
  }

  return {
    documents,
    pointsOf: ({ schema, document, operationName, variableValues }) =>
      pointsOf(schema, document, operationName, variableValues ?? {}),
    charge: async ({ viewer, address }, points) => (await rate.take(viewer, address, points)) === null,
    shown: (result, viewer) =>
      !result.errors || mayExplore(viewer)
        ? result
        : { ...result, errors: result.errors.map(withoutSuggestions) },
    checkDocument(document) {
      const size = measure(document)
      if (size.introspectionDepth > 0) introspects.add(document)
      const refused = firstExcess(size, limits)
      if (refused) throw refused
    },
    admitted: (asker) => void passed.add(asker),
    refused(asker, text, errors) {
      const { viewer, address } = asker
      // A refusal for lack of points has charged them already.
      const isCharged = errors.some((error) => (error as GraphQLError).extensions?.retryAfterMs !== undefined)
      if (isCharged || passed.has(asker)) return
      void rate.take(viewer, address, Math.ceil((1 + text.length) / CHARACTERS_PER_POINT))
    },
    async admit(asker, { schema, document, operationName, variableValues }, more = 0) {
      const { viewer, address } = asker
      const note = presentScope()?.note
      if (note) describe(note, viewer, getOperationAST(document, operationName))
      if (introspects.has(document) && !mayExplore(viewer)) throw forbidden(viewer)
      const { count, unstorable } = readValues(variableValues ?? {}, limits.variableValues)
      if (count > limits.variableValues)
        throw limitExceeded('or more values in its variables', count, limits.variableValues)
      if (unstorable !== null)
        throw badInput(
          unstorable,
          'has a NUL character or half a surrogate pair, which no text here may have',
        )
      const points = more + pointsOf(schema, document, operationName, variableValues ?? {})
      if (note) note.cost = points
      if (points > limits.cost) throw limitExceeded('points of cost', points, limits.cost)
      const retryAfterMs = await rate.take(viewer, address, points)
      if (retryAfterMs !== null) throw tooManyRequests(retryAfterMs)
      documents.keep(document)
      passed.add(asker)
    },
  }
}

function describe(
  note: OperationNote,
  { role }: Viewer,
  operation: OperationDefinitionNode | null | undefined,
): void {
  note.role = role
  if (!operation) return
  note.type = operation.operation
  if (operation.name) note.operation = operation.name.value
}

const WORDS = [
  ['depth', 'levels of fields'],
  ['introspectionDepth', 'levels of introspection'],
  ['aliases', 'aliases'],
  ['repeatedFields', 'repeated fields'],
  ['directivesAtOnePlace', 'directives at one place'],
  ['directives', 'directives'],
  ['rootFields', 'root fields'],
] as const

function firstExcess(size: ReturnType<typeof measure>, limits: Limits): Error | null {
  for (const [name, words] of WORDS)
    if (size[name] > limits[name]) return limitExceeded(words, size[name], limits[name])
  return null
}
