import {
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql'
import { badInput, forbidden } from '../../../schema/errors.ts'
import { type OperationNote, presentScope } from '../../domain/scope.ts'
import type { Viewer } from '../../domain/viewer.ts'
import { costOf } from './cost.ts'
import { asLasting } from './lasting-error.ts'
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
}

export interface Asker {
  readonly viewer: Viewer
  /** Of limits/address.ts. */
  readonly address: string
}

export interface Admission {
  /** After parsing, before validation. @throws GraphQLError LIMIT_EXCEEDED */
  checkDocument(document: DocumentNode): void
  /** Before a validated operation runs, however it came. @throws GraphQLError when it may not run, or not now */
  admit(
    asker: Asker,
    args: Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>,
  ): Promise<void>
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

/** What every operation has to pass, over all transports alike. */
export function admission({ limits, rate, production }: AdmissionDeps): Admission {
  /** Documents come from Yoga's cache: most were measured before. Null: it is within the limits. */
  const checked = new WeakMap<DocumentNode, Error | null>()
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
    pointsOf: ({ schema, document, operationName, variableValues }) =>
      pointsOf(schema, document, operationName, variableValues ?? {}),
    charge: async ({ viewer, address }, points) => (await rate.take(viewer, address, points)) === null,
    shown: (result, viewer) =>
      !result.errors || mayExplore(viewer)
        ? result
        : { ...result, errors: result.errors.map(withoutSuggestions) },
    checkDocument(document) {
      let refused = checked.get(document)
      if (refused === undefined) {
        const size = measure(document)
        if (size.introspectionDepth > 0) introspects.add(document)
        refused = firstExcess(size, limits)
        checked.set(document, refused)
      }
      if (refused) throw refused
    },
    async admit({ viewer, address }, { schema, document, operationName, variableValues }) {
      const note = presentScope()?.note
      if (note) describe(note, viewer, getOperationAST(document, operationName))
      if (introspects.has(document) && !mayExplore(viewer)) throw forbidden(viewer)
      const { count, withNul } = readValues(variableValues ?? {}, limits.variableValues)
      if (count > limits.variableValues)
        throw limitExceeded('or more values in its variables', count, limits.variableValues)
      if (withNul !== null) throw badInput(withNul, "has a NUL character, which text here can't hold")
      const points = pointsOf(schema, document, operationName, variableValues ?? {})
      if (note) note.cost = points
      if (points > limits.cost) throw limitExceeded('points of cost', points, limits.cost)
      const retryAfterMs = await rate.take(viewer, address, points)
      if (retryAfterMs !== null) throw tooManyRequests(retryAfterMs)
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
    if (size[name] > limits[name]) return asLasting(limitExceeded(words, size[name], limits[name]))
  return null
}
