import { randomUUID } from 'node:crypto'
import { GraphQLError } from 'graphql'
import { presentScope } from '../domain/scope.ts'
import type { Logger } from './logger.ts'
import { sparing } from './sparing-log.ts'

/**
 * The one place that masks errors. A GraphQLError is meant for clients. A temporary error (`passes`: the database
 * is down, or its disk is full) is answered with UNAVAILABLE, so that clients retry; every operation meets it, so
 * its log is throttled. Anything else is logged once, with an id, and the client gets the id.
 */
export function errorMasker(
  log: Logger,
  passes: (error: unknown) => boolean = () => false,
): (error: unknown) => Error {
  const seldom = sparing(log)
  return (error) => {
    if (error instanceof GraphQLError && isMeantForClients(error)) return withCode(error)
    const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error
    const path = error instanceof GraphQLError ? error.path : undefined
    const requestId = presentScope()?.requestId
    const place = error instanceof GraphQLError && { nodes: error.nodes ?? null, path: error.path ?? null }
    if (passes(cause)) {
      seldom.warn({ err: cause, requestId, path }, 'could not be answered just now')
      return new GraphQLError('What this needs can not be reached just now. Try again in a moment.', {
        ...place,
        extensions: { code: 'UNAVAILABLE', ...(requestId && { requestId }) },
      })
    }
    const id = randomUUID()
    log.error({ err: cause, errorId: id, requestId, path }, 'unexpected error')
    return new GraphQLError('Something went wrong here. Tell us the id and we find it in the log.', {
      ...place,
      extensions: { code: 'INTERNAL_SERVER_ERROR', id, ...(requestId && { requestId }) },
    })
  }
}

/**
 * Every error carries a code. A refusal by Pothos itself (a pair of page arguments, an id of no node) is bad input like
 * any other, and so are variables that GraphQL can't coerce; over WebSocket syntax errors come through here, too.
 */
function withCode(error: GraphQLError): GraphQLError {
  if (error.extensions.code !== undefined) return error
  const { nodes, path, message, source, positions } = error
  const code = message.startsWith('Syntax Error') ? 'GRAPHQL_PARSE_FAILED' : 'BAD_USER_INPUT'
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    path: path ?? null,
    source: source ?? null,
    positions: positions ?? null,
    extensions: { ...error.extensions, code },
  })
}

/** Unwraps errors of resolvers to the original. */
function isMeantForClients({ originalError }: GraphQLError): boolean {
  return originalError === undefined || originalError instanceof GraphQLError
}
