import fc from 'fast-check'
import type { GraphQLSchema } from 'graphql'
import { ROLES } from '../../src/domain/viewer.ts'
import type { Attempt } from './attempt.ts'
import { operationOf } from './operation.ts'
import type { Sender } from './send.ts'
import { spoil } from './spoil.ts'
import { Tape } from './tape.ts'
import { outcomeOf, Violation } from './verdict.ts'

export interface FuzzOptions {
  readonly schema: GraphQLSchema
  readonly sender: Sender
  /** Global ids of things that exist, of all kinds. */
  readonly ids: readonly string[]
  readonly operations: number
  readonly seed: number
  /** More to be held after each operation; throws a Violation. */
  readonly alsoCheck?: () => void | Promise<void>
  readonly onProgress?: (done: number) => void | Promise<void>
  /** If set: gets each violation unchanged, and the run goes on. */
  readonly onViolation?: (attempt: Attempt, what: string) => void
}

export interface FuzzReport {
  readonly seed: number
  readonly outcomes: ReadonlyMap<string, number>
  /** Root fields that a good operation asked for, with how often. */
  readonly rootFields: ReadonlyMap<string, number>
  readonly spoiled: number
  /** The simplest operation found that went wrong, and how; null: none did. */
  readonly failure: { readonly attempt: Attempt; readonly what: string } | null
}

/** Choices for one operation: the largest need some four hundred. */
const tapes = fc.array(fc.nat(65_535), { maxLength: 500, size: 'max' })

/** Percentage of these that are made invalid. */
const SPOILED = 40

function attemptOf(schema: GraphQLSchema, numbers: readonly number[], ids: readonly string[]): Attempt {
  const tape = new Tape(numbers)
  const isSpoiled = tape.chance(SPOILED)
  const role = tape.pick(['operator', 'operator', ...ROLES] as const)
  const transport = tape.pick(['POST', 'POST', 'GET', 'WebSocket'] as const)
  const { kind, name, query, variables } = operationOf(schema, tape, ids)
  const attempt: Attempt = {
    // No mutation goes over GET, and that is tested elsewhere.
    transport: transport === 'GET' && kind === 'mutation' && !isSpoiled ? 'POST' : transport,
    role,
    query,
    variables,
    ...(tape.chance(20) && { operationName: name }),
    spoiled: '',
    isSubscription: kind === 'subscription',
  }
  return isSpoiled ? spoil(attempt, tape) : attempt
}

/** Sends operations one after the other until one goes wrong; that one is then simplified as far as possible. */
export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { schema, sender, ids, operations, seed, onProgress } = options
  const outcomes = new Map<string, number>()
  const rootFields = new Map<string, number>()
  let spoiled = 0
  let done = 0
  const add = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1)

  const property = fc.asyncProperty(tapes, async (numbers) => {
    const attempt = attemptOf(schema, numbers, ids)
    try {
      const outcome = outcomeOf(attempt, await sender.send(attempt))
      await options.alsoCheck?.()
      add(outcomes, outcome)
    } catch (error) {
      const what = error instanceof Violation ? error.message : `no answer: ${(error as Error).message}`
      if (!options.onViolation) throw new Violation(what)
      add(outcomes, 'VIOLATION')
      options.onViolation(attempt, what)
    }
    if (attempt.spoiled) spoiled += 1
    else for (const field of rootFieldsOf(attempt.query, schema)) add(rootFields, field)
    done += 1
    await onProgress?.(done)
  })
  const result = await fc.check(property, {
    numRuns: operations,
    seed,
    interruptAfterTimeLimit: 24 * 3_600_000,
  })
  const [numbers] = result.counterexample ?? []
  return {
    seed: result.seed,
    outcomes,
    rootFields,
    spoiled,
    failure: numbers
      ? { attempt: attemptOf(schema, numbers, ids), what: String((result.errorInstance as Error)?.message) }
      : null,
  }
}

function rootFieldsOf(query: string, schema: GraphQLSchema): string[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  const names = new Set(roots.flatMap((type) => Object.keys(type?.getFields() ?? {})))
  return [...new Set(query.match(/\w+/g) ?? [])].filter((word) => names.has(word))
}
