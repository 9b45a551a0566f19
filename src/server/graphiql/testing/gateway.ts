import { EventEmitter, on } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { useServer as serveSockets } from 'graphql-ws/use/ws'
import { createSchema, createYoga } from 'graphql-yoga'
import { WebSocketServer } from 'ws'
import { createGraphiQL } from '../create-graphiql.ts'
import type { ExampleTab } from '../types.ts'

interface Viewer {
  authorization: string | undefined
}

export interface Gateway {
  host: string
  /** The example tabs of the next page view; none to begin with. */
  tabs: ExampleTab[]
  /** Sends the next number, as soon as somebody is subscribed. */
  emit(): Promise<void>
  /** Resolves when nobody is subscribed. */
  unsubscribed(): Promise<void>
  stop(): Promise<void>
}

/** A gateway in small: a query that greets, a subscription that counts when told. */
export async function startGateway(): Promise<Gateway> {
  const ticks = createTicks()
  const schema = createSchema<Viewer>({
    typeDefs: /* GraphQL */ `
      type Query { "Asks for a greeting." hello(name: String!): String! }
      type Subscription { tick: Tick! refused: Int }
      type Tick { n: Int! viewer: String }
    `,
    resolvers: {
      Query: {
        hello: (_root: unknown, { name }: { name: string }, context: Viewer) =>
          `Hello ${name}, ${context.authorization}`,
      },
      Subscription: {
        tick: {
          subscribe: () => ticks.subscribe(),
          resolve: ([n]: [number], _args: unknown, context: Viewer) => ({
            n,
            viewer: context.authorization,
          }),
        },
        refused: {
          subscribe: () => {
            throw new Error('not for you')
          },
        },
      },
    },
  })
  const yoga = createYoga<object, Viewer>({
    schema,
    graphiql: false,
    logging: false,
    maskedErrors: false,
    context: ({ request }) => ({ authorization: request.headers.get('authorization') ?? undefined }),
  })
  const gateway = { tabs: [] as ExampleTab[] }
  const graphiql = createGraphiQL(() => ({
    endpoint: '/graphql',
    tabs: gateway.tabs,
    note: 'A note for visitors',
  }))
  const server = createServer(async (req, res) => {
    if (!(await graphiql(req, res))) await yoga(req, res)
  })
  const sockets = new WebSocketServer({ server, path: '/graphql' })
  const disposable = serveSockets(
    {
      schema,
      context: (connection) => ({
        authorization: (connection.connectionParams as { authorization?: string } | undefined)?.authorization,
      }),
    },
    sockets,
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(gateway, {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    emit: ticks.emit,
    unsubscribed: ticks.unsubscribed,
    stop: async () => {
      await disposable.dispose()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

/** Numbers from 1, each delivered to the subscribers of its moment. */
function createTicks() {
  const emitter = new EventEmitter()
  let n = 0
  const untilListeners = (wanted: boolean) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (emitter.listenerCount('tick') > 0 !== wanted) return
        emitter.off('subscribers', check)
        resolve()
      }
      emitter.on('subscribers', check)
      check()
    })
  return {
    subscribe() {
      const ticks = on(emitter, 'tick')
      emitter.emit('subscribers')
      const end = ticks.return?.bind(ticks)
      ticks.return = async () => {
        const result = await end?.()
        emitter.emit('subscribers')
        return result ?? { done: true, value: undefined }
      }
      return ticks
    },
    async emit() {
      await untilListeners(true)
      n += 1
      emitter.emit('tick', n)
    },
    unsubscribed: () => untilListeners(false),
  }
}
