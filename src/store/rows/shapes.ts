import { LRUCache } from 'lru-cache'
import type { Models } from './model.ts'
import { type Shape, shapeOf } from './shape.ts'

/** Forms that are remembered: a request has to be read through once only. */
const MAX_SHAPES = 1_000

/** Compiled forms of requests, the most recent ones. */
export class Shapes {
  readonly #models: Models
  readonly #known = new LRUCache<string, Shape | 'of Prisma'>({ max: MAX_SHAPES })

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
    // A value that JSON has no words for stands in a condition, which is Prisma's.
    return null
  }
}
