import type { ExecutionResult } from 'graphql'

/**
 * A result without errors whose data is JSON already. `stringify` is what Yoga asks for the body of an answer, and the
 * WebSocket for its message; `data` is for other readers, and is parsed only then.
 */
export class RenderedResult implements ExecutionResult {
  readonly #data: string

  constructor(data: string) {
    this.#data = data
  }

  get data(): { readonly [name: string]: unknown } {
    return JSON.parse(this.#data)
  }

  readonly stringify = (): string => `{"data":${this.#data}}`
}
