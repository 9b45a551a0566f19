import { z } from 'zod'
import {
  Misconfigured,
  NeedsAuthorization,
  RateLimited,
  Rejected,
  Transient,
  type UpstreamError,
  type UpstreamName,
} from '../domain/upstream-error.ts'
import type { HttpRequest } from './http-client.ts'
import { readAs, readJson } from './json-answer.ts'
import type { Rate } from './rate-limit.ts'
import type { Upstream } from './upstream.ts'
import { text } from './wire.ts'

const PACE: Rate = { perSecond: 2, burst: 10 }

/** The words for a refusal differ; a token answer never has any of them. */
const refusal = z.object({
  error: text.optional().catch(undefined),
  error_code: text.optional().catch(undefined),
  error_description: z.string().optional().catch(undefined),
  error_message: z.string().optional().catch(undefined),
  code: text.optional().catch(undefined),
  msg: z.string().optional().catch(undefined),
})

interface Refusal {
  readonly code: string
  readonly message: string
}

function refusalIn(body: unknown): Refusal | null {
  const said = refusal.safeParse(body).data
  const code = said?.error ?? said?.error_code ?? (said?.code === '0' ? undefined : said?.code)
  return code === undefined
    ? null
    : { code, message: said?.error_description ?? said?.error_message ?? said?.msg ?? code }
}

export interface TokenCall<S extends z.ZodType> {
  readonly upstream: Upstream
  readonly name: UpstreamName
  readonly api: string
  readonly app: string
  readonly grant: 'code' | 'refresh'
  /** The app's secret and the code or refresh token: never in messages. */
  readonly secrets: readonly string[]
  readonly request: (now: Date) => HttpRequest
  readonly answer: S
  /** Where the platform says "no" in its own way. */
  readonly refusalIn?: (body: unknown) => Refusal | null
  readonly signal?: AbortSignal | undefined
}

/** One call to a token endpoint. Sent once: a code, and on some platforms a refresh token, dies with its first use. */
export function tokenCall<S extends z.ZodType>({
  upstream,
  name,
  api,
  app,
  grant,
  secrets,
  request,
  answer,
  refusalIn: own,
  signal,
}: TokenCall<S>): Promise<z.output<S>> {
  return upstream.call({
    upstream: name,
    api: `${api}-oauth`,
    app,
    shop: null,
    method: `oauth ${grant}`,
    repeatable: false,
    rates: { app: PACE, shop: PACE },
    secrets,
    signal,
    request: ({ now }) => request(now),
    read: (reply) => {
      const body = readJson(reply, name)
      const said = own?.(body) ?? refusalIn(body)
      if (said) throw refused(name, grant, said.code, said.message)
      return readAs(answer, body, name, `oauth ${grant}`)
    },
  })
}

/** Codes of OAuth 2.0 that say nothing about the code or the refresh token (RFC 6749 4.1.2.1 and 5.2). */
const OUR_FAULT = new Set(['invalid_client', 'unauthorized_client', 'unsupported_grant_type'])
const TOO_MANY = new Set(['too_many_requests', 'slow_down'])
const IN_TROUBLE = new Set(['temporarily_unavailable', 'server_error'])

/**
 * A refused code is the end of one attempt to link; a refused refresh token is the end of the link. A wrong app
 * secret or a platform in trouble ends neither.
 */
export function refused(
  upstream: UpstreamName,
  grant: 'code' | 'refresh',
  code: string,
  message: string,
): UpstreamError {
  const detail = { upstream, message, code }
  if (OUR_FAULT.has(code)) return new Misconfigured(detail)
  if (TOO_MANY.has(code)) return new RateLimited({ ...detail, retryAfterMs: 0 })
  if (IN_TROUBLE.has(code)) return new Transient(detail)
  return grant === 'refresh' ? new NeedsAuthorization(detail) : new Rejected(detail)
}

/** The instant a life of `seconds` ends that began `now`; null when the platform names no life. */
export function endOf(now: Date, seconds: number | null | undefined): Date | null {
  return seconds === null || seconds === undefined ? null : new Date(now.getTime() + seconds * 1_000)
}

export function postForm(url: string, form: Readonly<Record<string, string>>): HttpRequest {
  return {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: new URLSearchParams(form).toString(),
  }
}
