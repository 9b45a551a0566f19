import { GraphQLError } from 'graphql'

/** More than is allowed: how much it is and how much may be. */
export function limitExceeded(what: string, found: number, allowed: number): GraphQLError {
  return new GraphQLError(`The operation has ${Math.round(found)} ${what}; ${allowed} are allowed.`, {
    extensions: {
      code: 'LIMIT_EXCEEDED',
      found: Math.round(found),
      allowed,
      http: { status: 400, spec: true },
    },
  })
}

/** Nothing of it was read, or no more than is allowed. */
export function bodyTooLarge(allowed: number): GraphQLError {
  return new GraphQLError(`The body has more than ${allowed} bytes, which is the most allowed.`, {
    extensions: { code: 'LIMIT_EXCEEDED', allowed, http: { status: 413 } },
  })
}

/** The text of an operation is longer than this viewer may send. */
export function documentTooLong(found: number, allowed: number): GraphQLError {
  return new GraphQLError(
    `query: the text of the operation has ${found} characters; ${allowed} are allowed. Give values as variables.`,
    { extensions: { code: 'LIMIT_EXCEEDED', found, allowed, http: { status: 400, spec: true } } },
  )
}

/** The request is unreadable. */
export function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } })
}

/** The viewer asked for more in a short time than its budget holds. */
export function tooManyRequests(retryAfterMs: number): GraphQLError {
  const seconds = Math.ceil(retryAfterMs / 1000)
  return new GraphQLError(`Too much was asked for in a short time: try again in ${seconds} s.`, {
    extensions: {
      code: 'LIMIT_EXCEEDED',
      retryAfterMs,
      http: { status: 429, headers: { 'retry-after': String(seconds) } },
    },
  })
}

/** The operation ran too long and was stopped. */
export function timedOut(ms: number): GraphQLError {
  return new GraphQLError(`The operation took longer than ${ms / 1000} s and was stopped.`, {
    extensions: { code: 'TIMEOUT', http: { status: 504 } },
  })
}

/** The parser stopped: how many there are is not known. */
export function tooManyTokens(allowed: number): GraphQLError {
  return new GraphQLError(`The operation has more than ${allowed} tokens.`, {
    extensions: { code: 'LIMIT_EXCEEDED', allowed, http: { status: 400, spec: true } },
  })
}

/** PostgreSQL's text holds no NUL: said here, where every text comes in. */
export function nulInText(): GraphQLError {
  return new GraphQLError("A text has a NUL character, which text here can't hold.", {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400, spec: true } },
  })
}

/** @param who watches `before` ids already and wants `more` */
export function watchesTooMuch(
  who: 'socket' | 'address or token',
  before: number,
  more: number,
  allowed: number,
): GraphQLError {
  return new GraphQLError(
    `This ${who} watches ${before} ids; ${more} more are too many, ${allowed} are allowed. End other subscriptions first.`,
    { extensions: { code: 'LIMIT_EXCEEDED', found: before + more, allowed, http: { status: 429 } } },
  )
}

/** As many event streams are open from one address as may be. */
export function tooManyStreams(allowed: number): GraphQLError {
  return new GraphQLError(`This address has ${allowed} event streams open, which is the most allowed.`, {
    extensions: { code: 'LIMIT_EXCEEDED', allowed, http: { status: 429, headers: { 'retry-after': '10' } } },
  })
}

/** Another gateway takes it. */
export function serverStopping(): GraphQLError {
  return new GraphQLError('This gateway is stopping: ask again, another one will answer.', {
    extensions: { code: 'SERVER_STOPPING', http: { status: 503, headers: { 'retry-after': '1' } } },
  })
}
