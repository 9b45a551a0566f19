import type { AddressInfo } from 'node:net'
import { fastify } from 'fastify'
import { mercurius } from 'mercurius'
import type { StartContender } from '../contender.ts'
import { contexts } from './given.ts'
import { resolvers, typeDefs } from './schema.ts'

/** Fastify with Mercurius, compiling a query when it comes the second time. */
export const start: StartContender = async (given) => {
  const context = contexts(given)
  const app = fastify()
  await app.register(mercurius, { schema: typeDefs, resolvers, context: () => context(), jit: 1 })
  await app.listen({ host: '127.0.0.1', port: 0, backlog: 4_096 })
  return { port: (app.server.address() as AddressInfo).port }
}
