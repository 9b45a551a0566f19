import { createServer } from 'node:http'
import { useServer } from 'graphql-ws/use/ws'
import { createPubSub, createSchema, createYoga, Repeater } from 'graphql-yoga'
import { WebSocketServer } from 'ws'
import type { StartContender } from '../contender.ts'
import { itemOf, topicOf } from './item.ts'
import { listenOnLoopback } from './listen.ts'
import { resolversOf, typeDefs } from './schema.ts'

/** GraphQL Yoga with graphql-ws and Yoga's own pub/sub, put together as its documentation says. */
export const start: StartContender = async () => {
  const pubSub = createPubSub<Record<string, [unknown]>>()
  const subscribe = (skuIds: readonly string[]) => {
    const all = skuIds.map((id) => pubSub.subscribe(topicOf(id)))
    return all.length === 1 ? all[0] : Repeater.merge(all)
  }
  const yoga = createYoga({
    schema: createSchema({ typeDefs, resolvers: resolversOf(subscribe) as never }),
    graphiql: false,
    logging: false,
  })
  const server = createServer(yoga)
  const sockets = new WebSocketServer({ server, path: yoga.graphqlEndpoint })
  type Enveloped = { execute: (args: unknown) => never; subscribe: (args: unknown) => never }
  useServer(
    {
      execute: (args) => (args.rootValue as Enveloped).execute(args),
      subscribe: (args) => (args.rootValue as Enveloped).subscribe(args),
      onSubscribe: async (ctx, _id, params) => {
        const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({
          ...ctx,
          req: ctx.extra.request,
          socket: ctx.extra.socket,
          params,
        })
        const args = {
          schema,
          operationName: params.operationName,
          document: parse(params.query),
          variableValues: params.variables,
          contextValue: await contextFactory(),
          rootValue: { execute, subscribe },
        }
        const errors = validate(args.schema, args.document)
        return errors.length > 0 ? errors : (args as never)
      },
    },
    sockets,
  )
  return {
    port: await listenOnLoopback(server),
    publish(event) {
      const item = itemOf(event)
      pubSub.publish(topicOf(item.skuId), item)
    },
  }
}
