import { setTimeout as sleep } from 'node:timers/promises'
import { ExportError } from './options.ts'

export interface AskOptions {
  readonly url: string
  readonly token: string | undefined
  readonly signal: AbortSignal
  /** Told before each wait. */
  readonly onWait: (seconds: number, why: string) => void
  readonly random?: () => number
  /** Before the first repetition, ms; doubles. */
  readonly firstWaitMs?: number
}

interface Answer {
  readonly data?: unknown
  readonly errors?: readonly {
    readonly message: string
    readonly path?: readonly (string | number)[]
    readonly extensions?: { readonly retryAfterMs?: unknown }
  }[]
}

const ATTEMPTS = 8
const LONGEST_MS = 60_000
/** Temporary statuses: too many requests, and a gateway that starts, stops or is overloaded. */
const PASSING = [429, 502, 503, 504]

/**
 * One request. Temporary errors are retried, at the time that the gateway names or with back-off.
 * @throws ExportError with what the gateway says
 */
export async function askGateway(body: unknown, options: AskOptions): Promise<unknown> {
  const { signal, onWait, random = Math.random, firstWaitMs = 500 } = options
  for (let attempt = 1; ; attempt++) {
    const outcome = await once(body, options)
    if ('data' in outcome) return outcome.data
    if (attempt === ATTEMPTS) throw new ExportError(`${outcome.why}; given up after ${ATTEMPTS} attempts`)
    const own = Math.min(LONGEST_MS, firstWaitMs * 2 ** (attempt - 1)) * (0.5 + random() / 2)
    const wait = Math.max(own, outcome.retryAfterMs ?? 0)
    onWait(Math.ceil(wait / 1000), outcome.why)
    await sleep(wait, undefined, { signal })
  }
}

type Outcome = { readonly data: unknown } | { readonly why: string; readonly retryAfterMs: number | null }

async function once(body: unknown, { url, token, signal }: AskOptions): Promise<Outcome> {
  let response: Response
  try {
    response = await fetch(url, {
      method: 'POST',
      signal,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    })
  } catch (error) {
    signal.throwIfAborted()
    const { cause } = error as { cause?: { code?: string } }
    return { why: `${url} does not answer (${cause?.code ?? (error as Error).message})`, retryAfterMs: null }
  }
  const text = await response.text()
  const answer = jsonOf(text)
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN) * 1_000
  const asked = answer?.errors?.find(({ extensions }) => typeof extensions?.retryAfterMs === 'number')
  if (PASSING.includes(response.status) || asked) {
    const named = Number(asked?.extensions?.retryAfterMs ?? retryAfter)
    const why = answer?.errors?.[0]?.message ?? `${url} answers ${response.status}`
    return { why, retryAfterMs: Number.isFinite(named) ? named : null }
  }
  if (!answer)
    throw new ExportError(`${url} answers ${response.status} and no GraphQL: is it the right address?`)
  // A half answer would be an export with holes.
  if (answer.errors && answer.errors.length > 0)
    throw new ExportError(
      answer.errors.map(({ message, path }) => (path ? `${path.join('.')}: ${message}` : message)).join('\n'),
    )
  return { data: answer.data }
}

function jsonOf(text: string): Answer | null {
  try {
    const value: unknown = JSON.parse(text)
    return value && typeof value === 'object' ? (value as Answer) : null
  } catch {
    return null
  }
}
