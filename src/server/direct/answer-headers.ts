import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { LRUCache } from 'lru-cache'

/** Combinations of request headers whose answers are remembered. */
const REMEMBERED = 500

/** Headers that the pipeline decides about; the others are set for every answer. */
const OF_PIPELINE = /^(content-type|cache-control|access-control-.*)$/

/** The headers that the pipeline gives answers, by those of requests on which it looks. */
export class AnswerHeaders {
  readonly #known = new LRUCache<string, OutgoingHttpHeaders>({ max: REMEMBERED })

  get(key: string): OutgoingHttpHeaders | undefined {
    return this.#known.get(key)
  }

  /** From an answer that was sent with status 200. */
  learn(key: string, res: ServerResponse): void {
    if (this.#known.has(key)) return
    // Compression is decided upon for each answer.
    const vary = [res.getHeader('vary') ?? []].flat().flatMap((value) => String(value).split(/,\s*/))
    const others = vary.filter((name) => name.toLowerCase() !== 'accept-encoding')
    this.#known.set(key, {
      ...chosenHeaders(res, OF_PIPELINE),
      ...(others.length > 0 && { vary: others.join(', ') }),
    })
  }
}

/** Headers of an answer that was sent. */
export function chosenHeaders(res: ServerResponse, names: RegExp): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(res.getHeaders()).filter(([name]) => names.test(name)))
}
