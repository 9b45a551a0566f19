import type { DocumentNode, GraphQLSchema } from 'graphql'
import { getOperationAST } from 'graphql'
import { LRUCache } from 'lru-cache'
import { LoadedApart } from '../../../schema/shared-paths-plugin.ts'
import type { QueryCounters } from '../query-counters.ts'
import { isCompilable } from './compilable.ts'
import { type Asked, CompiledQuery } from './compiled-query.ts'

/** Texts that are remembered; what is asked for more often pushes out the others. */
const REMEMBERED = 500

export interface KnownQuery {
  /** Validated. */
  readonly document: DocumentNode
  readonly name: string | undefined
  readonly text: string
  readonly compiled: CompiledQuery
}

/** 'seen': asked once, and compiled when it is asked again. 'general': not to be compiled. */
type State = 'seen' | 'general' | KnownQuery

/** The queries that come again, compiled, by their text. */
export class KnownQueries {
  readonly #schema: GraphQLSchema
  readonly #states = new LRUCache<string, State>({ max: REMEMBERED })
  readonly #counters: QueryCounters

  constructor(schema: GraphQLSchema, counters: QueryCounters) {
    this.#schema = schema
    this.#counters = counters
  }

  get(text: string): KnownQuery | undefined {
    const state = this.#states.get(text)
    return typeof state === 'object' ? state : undefined
  }

  /** Called for each run of a validated document. @returns undefined when it is not compiled */
  seen(document: DocumentNode): KnownQuery | undefined {
    const text = document.loc?.source.body
    if (text === undefined) return undefined
    const state = this.#states.get(text)
    if (typeof state === 'object') return state
    if (state === 'general') return undefined
    if (state === undefined) {
      this.#states.set(text, isCompilable(this.#schema, document) ? 'seen' : 'general')
      return undefined
    }
    const compiled = new CompiledQuery(this.#schema, document)
    const name = getOperationAST(document)?.name?.value
    const known = { document, name, text, compiled }
    this.#states.set(text, known)
    return known
  }

  /**
   * The JSON of `data`; null: the general executor has to answer, because something is wrong.
   * @throws the reason of `signal` when that was aborted
   */
  async run(
    known: KnownQuery,
    asked: Asked & { readonly signal?: AbortSignal | undefined },
  ): Promise<string | null> {
    const { signal } = asked
    signal?.throwIfAborted()
    try {
      const data = await unlessAborted(known.compiled.run(asked), signal)
      this.#counters.compiled++
      return data
    } catch (error) {
      signal?.throwIfAborted()
      this.#counters.repeated++
      if (error instanceof LoadedApart) this.#states.set(known.text, 'general')
      return null
    }
  }
}

/** Rejects at once when the operation is to end; statements below end by themselves. */
function unlessAborted<T>(result: T | Promise<T>, signal: AbortSignal | undefined): T | Promise<T> {
  if (!signal || !(result instanceof Promise)) return result
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
