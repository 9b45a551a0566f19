import { randomUUID } from 'node:crypto'
import { GraphQLError } from 'graphql'
import type { Logger } from './logger.ts'

/**
 * The one border for errors. What was thrown as a GraphQLError is meant for clients; anything else is
 * logged once, with an id, and the client gets the id.
 */
export function errorMasker(log: Logger): (error: unknown) => Error {
  return (error) => {
    if (isGraphQLError(error) && isMeantForClients(error)) return error
    const id = randomUUID()
    const cause = isGraphQLError(error) ? (error.originalError ?? error) : error
    const path = isGraphQLError(error) ? error.path : undefined
    log.error({ err: cause, errorId: id, path }, 'unexpected error')
    return new GraphQLError('Something went wrong here. Tell us the id and we find it in the log.', {
      ...(isGraphQLError(error) && { nodes: error.nodes ?? null, path: error.path ?? null }),
      extensions: { code: 'INTERNAL_SERVER_ERROR', id },
    })
  }
}

/** Errors of resolvers arrive wrapped: what was thrown is the original. */
function isMeantForClients({ originalError }: GraphQLError): boolean {
  return originalError === undefined || isGraphQLError(originalError)
}

/** By name, as envelop does: bundlers and test runners load the CommonJS and the ESM copy of graphql side by side. */
function isGraphQLError(error: unknown): error is GraphQLError {
  return error instanceof Error && error.name === 'GraphQLError'
}
