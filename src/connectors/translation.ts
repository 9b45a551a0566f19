import type { UpstreamName } from '../domain/upstream-error.ts'

/** Most of one request to a translation service. */
export interface RequestLimits {
  readonly texts: number
  readonly bytes: number
}

/** Translates plain texts for money. Throws only the classes of domain/upstream-error.ts, or the signal's reason. */
export interface Translator {
  /** For operators, and kept with each text: `deepl`. */
  readonly name: string
  /** The same in errors. */
  readonly upstream: UpstreamName
  readonly limits: RequestLimits
  /** Bytes that a text takes of a request. */
  readonly sizeOf: (text: string) => number
  /**
   * One request. Translations come in the order of the texts.
   * @param texts no more than `limits`
   * @param from BCP 47, and `to`
   */
  translate(
    texts: readonly string[],
    from: string,
    to: string,
    signal?: AbortSignal,
  ): Promise<readonly string[]>
}

/** Cuts texts into requests that keep to the limits. A text that is larger than a request has one of its own. */
export function requestsOf(
  texts: readonly string[],
  { limits, sizeOf }: Pick<Translator, 'limits' | 'sizeOf'>,
): string[][] {
  const requests: string[][] = []
  let bytes = 0
  for (const text of texts) {
    const size = sizeOf(text)
    const open = requests.at(-1)
    if (open && open.length < limits.texts && bytes + size <= limits.bytes) {
      open.push(text)
      bytes += size
    } else {
      requests.push([text])
      bytes = size
    }
  }
  return requests
}
