import {
  Misconfigured,
  NeedsAuthorization,
  RateLimited,
  Rejected,
  Transient,
  UpstreamError,
  type UpstreamName,
} from '../domain/upstream-error.ts'
import { HttpFailure } from './http-client.ts'
import { cleanMessage } from './redact.ts'

/** Code of the Misconfigured error for an answer whose shape we do not know. */
export const UNREADABLE = 'unreadable-answer'

interface Context {
  readonly upstream: UpstreamName
  readonly method: string
  readonly repeatable: boolean
  readonly secrets: readonly (string | null)[]
}

/**
 * Maps any error of an exchange to the class that tells the caller what to do. Platform texts are cleaned of
 * secrets, and causes are dropped: they can hold the request.
 */
export function failureOf(error: unknown, context: Context): UpstreamError {
  const { upstream, method, repeatable } = context
  if (error instanceof HttpFailure) {
    return new Transient({
      upstream,
      message: `${method}: ${error.message}`,
      code: error.reason,
      mayHaveHappened: error.sent && !repeatable,
    })
  }
  if (!(error instanceof UpstreamError)) {
    // A mistake of ours in reading the answer. Its own text may quote the answer, so only its name is reported.
    const name = error instanceof Error ? error.name : typeof error
    return unreadable(context, `${method}: the answer could not be read (${name})`)
  }
  const clean = (text: string) => cleanMessage(text, context.secrets)
  // Codes can contain the refused value, too ("isv.invalid-parameter:…").
  const detail = {
    upstream,
    message: clean(error.message),
    code: error.code === undefined ? undefined : clean(error.code),
  }
  if (error instanceof RateLimited)
    return new RateLimited({ ...detail, retryAfterMs: error.retryAfterMs, scope: error.scope })
  if (error instanceof NeedsAuthorization) return new NeedsAuthorization(detail)
  if (error instanceof Rejected) return new Rejected(detail)
  if (error instanceof Transient) {
    const { retryAfterMs } = error
    return new Transient({
      ...detail,
      mayHaveHappened: error.mayHaveHappened && !repeatable,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    })
  }
  return error.code === UNREADABLE ? unreadable(context, detail.message) : new Misconfigured(detail)
}

/** An unreadable answer to a write does not tell whether the write was done. */
function unreadable({ upstream, repeatable }: Context, message: string): UpstreamError {
  const detail = { upstream, message, code: UNREADABLE }
  return repeatable ? new Misconfigured(detail) : new Transient({ ...detail, mayHaveHappened: true })
}
