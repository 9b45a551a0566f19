import { GraphQLError } from 'graphql'
import type { UpstreamError } from '../src/domain/upstream-error.ts'
import type { Viewer } from '../src/domain/viewer.ts'

/** The viewer lacks the scope: with no token at all, say so. */
export function forbidden(viewer: Viewer): GraphQLError {
  return viewer.role === 'anonymous'
    ? new GraphQLError('This needs a token: send it as "Authorization: Bearer …".', {
        extensions: { code: 'UNAUTHENTICATED' },
      })
    : new GraphQLError(`The role ${viewer.role} may not do this.`, { extensions: { code: 'FORBIDDEN' } })
}

/** An argument that is not what it should be; `argument` is its name. */
export function badInput(argument: string, message: string): GraphQLError {
  return new GraphQLError(`${argument}: ${message}`, { extensions: { code: 'BAD_USER_INPUT', argument } })
}

/** A text that is too long for its argument; the message does not repeat it. */
export function textTooLong(argument: string, { length }: string, most: number): GraphQLError {
  return badInput(argument, `takes at most ${most} characters, got ${length}`)
}

/** A platform that failed: the field is null, the rest of the answer is valid. */
export function upstreamUnavailable(error: UpstreamError): GraphQLError {
  const retryAfterMs = 'retryAfterMs' in error ? error.retryAfterMs : undefined
  return new GraphQLError(`${error.upstream} did not answer: ${error.message}`, {
    originalError: error,
    extensions: {
      code: 'UPSTREAM_UNAVAILABLE',
      platform: error.upstream,
      kind: error.kind,
      ...(typeof retryAfterMs === 'number' && { retryAt: new Date(Date.now() + retryAfterMs).toISOString() }),
    },
  })
}
