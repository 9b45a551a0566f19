import { Buffer } from 'node:buffer'

/**
 * What a reader copies from an answer into the variables of a later block of the same page: `ORDER_ID` is the global id
 * of an Order in the last answer that has one, `CURSOR` a cursor, `EXTERNAL_ID` a platform's own id.
 */
export class Answers {
  readonly #copied = new Map<string, string>()

  /** Keeps what can be copied out of this answer: the first of each kind, as readers do. */
  see(answer: unknown): void {
    const found = new Map<string, string>()
    const keep = (word: string, value: string) => {
      if (!found.has(word)) found.set(word, value)
    }
    const look = (value: unknown, key: string): void => {
      if (typeof value === 'string') {
        if (key === 'cursor') keep('CURSOR', value)
        if (key === 'externalId') keep('EXTERNAL_ID', value)
        const type =
          key === 'id' && /^([A-Z][A-Za-z]+):/.exec(Buffer.from(value, 'base64').toString('utf8'))?.[1]
        if (type) keep(`${type.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}_ID`, value)
      } else if (value !== null && typeof value === 'object') {
        for (const [name, inner] of Object.entries(value)) look(inner, name)
      }
    }
    look(answer, '')
    for (const [word, value] of found) this.#copied.set(word, value)
  }

  /** The text with its words in capitals replaced. @throws when one was in no answer before */
  fill(text: string): string {
    return text.replace(/"([A-Z]+(?:_[A-Z]+)*_ID|CURSOR)"/g, (_, word: string) => {
      const value = this.#copied.get(word)
      if (value === undefined) throw new Error(`${word} is to be copied, and no answer above it shows one`)
      return JSON.stringify(value)
    })
  }
}
