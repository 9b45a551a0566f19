import { createServer } from 'node:http'
import { ApolloServer } from '@apollo/server'
import { makeExecutableSchema } from '@graphql-tools/schema'
import { PubSub } from 'graphql-subscriptions'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import type { StartContender } from '../contender.ts'
import { itemOf, topicOf } from './item.ts'
import { listenOnLoopback } from './listen.ts'
import { resolversOf, typeDefs } from './schema.ts'

/** Apollo Server with graphql-ws and graphql-subscriptions, put together as its documentation says. */
export const start: StartContender = async () => {
  const pubSub = new PubSub()
  // It stands on an emitter, which warns about many listeners of one topic unless told.
  pubSub.ee.setMaxListeners(0)
  const subscribe = (skuIds: readonly string[]) => pubSub.asyncIterableIterator(skuIds.map(topicOf))
  const schema = makeExecutableSchema({ typeDefs, resolvers: resolversOf(subscribe) })
  const server = createServer()
  const sockets = new WebSocketServer({ server, path: '/graphql' })
  useServer({ schema }, sockets)
  await new ApolloServer({ schema }).start()
  return {
    port: await listenOnLoopback(server),
    publish(event) {
      const item = itemOf(event)
      void pubSub.publish(topicOf(item.skuId), item)
    },
  }
}
