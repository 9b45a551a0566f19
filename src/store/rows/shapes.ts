import { LRUCache } from 'lru-cache'
import type { Models } from './model.ts'
import { type Shape, shapeOf } from './shape.ts'

/** Size of the cache of forms, in bytes: each request is analysed only once. */
const ROOM = 8 * 1024 * 1024
/** Heap of a form, in bytes, besides its text: columns, relations, statements. */
const OVERHEAD = 500
const PER_CHARACTER = 6

/** Compiled forms of requests, the most recent ones. */
export class Shapes {
  readonly #models: Models
  readonly #known = new LRUCache<string, Shape | 'of Prisma'>({
    maxSize: ROOM,
    sizeCalculation: (_shape, key) => OVERHEAD + PER_CHARACTER * key.length,
  })

  constructor(models: Models) {
    this.#models = models
  }

  /** Null: the request is Prisma's. */
  of(model: string, args: { readonly select?: unknown; readonly include?: unknown }): Shape | null {
    const key = keyOf(model, args)
    if (key === null) return null
    const known = this.#known.get(key)
    if (known) return known === 'of Prisma' ? null : known
    const shape = shapeOf(this.#models, model, args)
    this.#known.set(key, shape ?? 'of Prisma')
    return shape
  }
}

function keyOf(model: string, { select, include }: { select?: unknown; include?: unknown }): string | null {
  try {
    return JSON.stringify([model, select, include])
  } catch {
    // A value that JSON can't express is in a condition, which is Prisma's.
    return null
  }
}
