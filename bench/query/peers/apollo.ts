import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { makeExecutableSchema } from '@graphql-tools/schema'
import type { StartContender } from '../contender.ts'
import { contexts } from './given.ts'
import { resolvers, typeDefs } from './schema.ts'

/** Apollo Server's own standalone server. */
export const start: StartContender = async (given) => {
  const context = contexts(given)
  const { url } = await startStandaloneServer(
    new ApolloServer({ schema: makeExecutableSchema({ typeDefs, resolvers }) }),
    {
      context: async () => context(),
      listen: { host: '127.0.0.1', port: await freePort() },
    },
  )
  return { port: Number(new URL(url).port) }
}

/** The standalone server tells its port only in a URL that leaves out 80; a free one is asked for before. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
