import { Buffer } from 'node:buffer'

/**
 * What a reader copies from an answer into the variables of a later block of the same page: `ORDER_ID` is the last global
 * id of an Order that was seen, `CURSOR` the last cursor.
 */
export class Answers {
  readonly #copied = new Map<string, string>()

  /** Keeps what can be copied out of this answer. */
  see(value: unknown, key = ''): void {
    if (typeof value === 'string') {
      if (key === 'cursor') this.#copied.set('CURSOR', value)
      if (key !== 'id') return
      const type = /^([A-Z][A-Za-z]+):/.exec(Buffer.from(value, 'base64').toString('utf8'))?.[1]
      if (type) this.#copied.set(`${type.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}_ID`, value)
    } else if (value !== null && typeof value === 'object') {
      for (const [name, inner] of Object.entries(value)) this.see(inner, Array.isArray(value) ? key : name)
    }
  }

  /** The text with its words in capitals replaced. @throws when one was in no answer before */
  fill(text: string): string {
    return text.replace(/"([A-Z]+_ID|CURSOR)"/g, (_, word: string) => {
      const value = this.#copied.get(word)
      if (value === undefined) throw new Error(`${word} is to be copied, and no answer above it shows one`)
      return JSON.stringify(value)
    })
  }
}
