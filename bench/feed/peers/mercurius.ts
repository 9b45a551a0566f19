import type { AddressInfo } from 'node:net'
import { fastify } from 'fastify'
import { mercurius } from 'mercurius'
import type { StartContender } from '../contender.ts'
import { itemOf, topicOf } from './item.ts'
import { resolversOf, typeDefs } from './schema.ts'

interface Context {
  readonly pubsub: { subscribe(topics: readonly string[]): unknown }
}

/** Fastify with Mercurius and its own pub/sub, put together as its documentation says. */
export const start: StartContender = async () => {
  const app = fastify()
  await app.register(mercurius, {
    schema: typeDefs,
    resolvers: resolversOf((skuIds, { pubsub }: Context) => pubsub.subscribe(skuIds.map(topicOf))),
    subscription: true,
  })
  await app.listen({ host: '127.0.0.1', port: 0, backlog: 4_096 })
  return {
    port: (app.server.address() as AddressInfo).port,
    publish(event) {
      const item = itemOf(event)
      app.graphql.pubsub.publish({ topic: topicOf(item.skuId), payload: item })
    },
  }
}
