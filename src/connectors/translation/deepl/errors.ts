import {
  AuthorizationError,
  ConnectionError,
  DeepLError,
  QuotaExceededError,
  TooManyRequestsError,
} from 'deepl-node'
import {
  Misconfigured,
  NeedsAuthorization,
  RateLimited,
  Rejected,
  Transient,
  UpstreamError,
} from '../../../domain/upstream-error.ts'
import { UNREADABLE } from '../../failure.ts'
import { untilMidnightGmt8 } from '../../gmt8.ts'
import { cleanMessage } from '../../redact.ts'

const UPSTREAM = 'DEEPL'
/** How long too many requests are waited out where the service does not say, in ms. */
const TOO_MANY_MS = 10_000

export const unreadable = (message: string): UpstreamError =>
  new Misconfigured({ upstream: UPSTREAM, code: UNREADABLE, message })

/** The client's error as the class that says what to do. Texts of the service are cleaned of the key; causes are dropped. */
export function failureOf(error: unknown, key: string, now: number = Date.now()): UpstreamError {
  if (error instanceof UpstreamError) return error
  if (!(error instanceof DeepLError)) return unreadable('the answer could not be read')
  const detail = (code: string) =>
    ({ upstream: UPSTREAM, code, message: cleanMessage(error.message, [key]) }) as const
  if (error instanceof ConnectionError) return new Transient(detail('network'))
  if (error instanceof AuthorizationError) return new NeedsAuthorization(detail('403'))
  // It renews with the month of the account, which is not told: asked again once a day.
  if (error instanceof QuotaExceededError)
    return new RateLimited({ ...detail('456'), retryAfterMs: untilMidnightGmt8(now) })
  if (error instanceof TooManyRequestsError)
    return new RateLimited({ ...detail('429'), retryAfterMs: TOO_MANY_MS })
  // The client has no class for other statuses: its words say which it was.
  const status = /^Unexpected status code: (\d{3})/.exec(error.message)?.[1]
  if (error.message.startsWith('Service unavailable')) return new Transient(detail('503'))
  if (status?.startsWith('5')) return new Transient(detail(status))
  if (error.message.startsWith('Bad request')) return new Rejected(detail('400'))
  if (status === '413') return new Rejected(detail(status))
  return new Misconfigured(detail(status ?? 'refused'))
}
