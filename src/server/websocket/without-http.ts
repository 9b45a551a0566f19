import { GraphQLError } from 'graphql'

/** Status and headers are for answers over HTTP. */
export function withoutHttp(error: Error): object {
  if (!(error instanceof GraphQLError)) return { message: error.message }
  const { http: _http, ...extensions } = error.extensions
  return { ...error.toJSON(), extensions }
}
