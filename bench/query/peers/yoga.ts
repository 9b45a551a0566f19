import { createServer } from 'node:http'
import { createSchema, createYoga } from 'graphql-yoga'
import { listenOnLoopback } from '../../feed/peers/listen.ts'
import type { StartContender } from '../contender.ts'
import { contexts } from './given.ts'
import { resolvers, typeDefs } from './schema.ts'

/** GraphQL Yoga as its documentation puts it together. */
export const start: StartContender = async (given) => {
  const context = contexts(given)
  const yoga = createYoga({
    schema: createSchema({ typeDefs, resolvers: resolvers as never }),
    context: () => ({ ...context() }),
    graphiql: false,
    logging: false,
  })
  return { port: await listenOnLoopback(createServer(yoga)) }
}
