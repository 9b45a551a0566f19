import { GraphQLError } from 'graphql'

/** The error without "Did you mean …?", which tells names of the schema to somebody who guesses. */
export function withoutSuggestions(error: Error): Error {
  if (!(error instanceof GraphQLError)) return error
  const message = error.message.replace(/ ?Did you mean [^?]*\?/g, '')
  if (message === error.message) return error
  return new GraphQLError(message, {
    nodes: error.nodes ?? null,
    path: error.path ?? null,
    extensions: error.extensions,
  })
}
