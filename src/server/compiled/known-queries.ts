import type { DocumentNode, GraphQLSchema } from 'graphql'
import { getOperationAST } from 'graphql'
import { LoadedApart } from '../../../schema/shared-paths-plugin.ts'
import type { DocumentCache } from '../document-cache.ts'
import type { QueryCounters } from '../query-counters.ts'
import { isCompilable } from './compilable.ts'
import { type Asked, CompiledQuery } from './compiled-query.ts'

export interface KnownQuery {
  /** Validated. */
  readonly document: DocumentNode
  readonly name: string | undefined
  readonly compiled: CompiledQuery
}

/** 'seen': asked once, and compiled when it is asked again. 'general': not to be compiled. */
type State = 'seen' | 'general' | KnownQuery

/** Compiled forms of repeated queries. An entry lives as long as its document. */
export class KnownQueries {
  readonly #schema: GraphQLSchema
  readonly #documents: DocumentCache
  readonly #states = new WeakMap<DocumentNode, State>()
  readonly #counters: QueryCounters

  constructor(schema: GraphQLSchema, documents: DocumentCache, counters: QueryCounters) {
    this.#schema = schema
    this.#documents = documents
    this.#counters = counters
  }

  get(text: string): KnownQuery | undefined {
    const document = this.#documents.get(text)
    const state = document && this.#states.get(document)
    return typeof state === 'object' ? state : undefined
  }

  /** Called for each run of a validated document. @returns undefined when it is not compiled */
  seen(document: DocumentNode): KnownQuery | undefined {
    const state = this.#states.get(document)
    if (typeof state === 'object') return state
    if (state === 'general') return undefined
    if (state === undefined) {
      this.#states.set(document, isCompilable(this.#schema, document) ? 'seen' : 'general')
      return undefined
    }
    const compiled = new CompiledQuery(this.#schema, document)
    const name = getOperationAST(document)?.name?.value
    const known = { document, name, compiled }
    this.#states.set(document, known)
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
      if (error instanceof LoadedApart) this.#states.set(known.document, 'general')
      return null
    }
  }
}

/** Rejects as soon as the operation is aborted; its statements are cancelled separately. */
function unlessAborted<T>(result: T | Promise<T>, signal: AbortSignal | undefined): T | Promise<T> {
  if (!signal || !(result instanceof Promise)) return result
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
