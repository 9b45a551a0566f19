import { ApolloClient, gql, InMemoryCache } from '@apollo/client'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { cacheExchange, fetchExchange, subscriptionExchange, Client as UrqlClient } from '@urql/core'
import { createClient as createSseClient } from 'graphql-sse'
import { createClient as createWsClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { STOCK_CHANGES, type StockItem } from './stock.ts'

interface Wanted {
  readonly graph: string
  readonly authorization: string
  readonly variables: Record<string, unknown>
  readonly next: (item: StockItem) => void
  /** The connection is gone, or the subscription refused: no more will come. */
  readonly ended: (error: unknown) => void
}

/** Subscribes as the client's documentation says, without reconnecting. Returns the unsubscribe. */
type Subscribe = (wanted: Wanted) => () => void

interface Result {
  readonly data?: unknown
}
const itemOf = ({ data }: Result) => (data as { stockChanges: StockItem } | null | undefined)?.stockChanges

function overSockets({ graph, authorization }: Wanted) {
  return createWsClient({
    url: graph.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
    retryAttempts: 0,
  })
}

function sinkOf({ next, ended }: Wanted) {
  return {
    next: (result: Result) => {
      const item = itemOf(result)
      if (item) next(item)
      else ended(result)
    },
    error: ended,
    complete: () => ended(null),
  }
}

const graphqlWs: Subscribe = (wanted) => {
  const client = overSockets(wanted)
  client.subscribe({ query: STOCK_CHANGES, variables: wanted.variables }, sinkOf(wanted))
  return () => void client.dispose()
}

const graphqlSse: Subscribe = (wanted) => {
  const { graph: url, authorization } = wanted
  const client = createSseClient({ url, headers: { authorization }, retryAttempts: 0 })
  client.subscribe({ query: STOCK_CHANGES, variables: wanted.variables }, sinkOf(wanted))
  return () => client.dispose()
}

/** Apollo's cache with the union's types, and with a field whose every value is an event of its own. */
const apolloCache = () =>
  new InMemoryCache({
    possibleTypes: { StockFeedEvent: ['StockSnapshot', 'StockChange', 'FeedGap'] },
    typePolicies: { Subscription: { fields: { stockChanges: { merge: false } } } },
  })

const apollo: Subscribe = (wanted) => {
  const socket = overSockets(wanted)
  const client = new ApolloClient({ link: new GraphQLWsLink(socket), cache: apolloCache() })
  client.subscribe({ query: gql(STOCK_CHANGES), variables: wanted.variables }).subscribe(sinkOf(wanted))
  return () => {
    client.stop()
    void socket.dispose()
  }
}

const urqlOverSockets: Subscribe = (wanted) => {
  const socket = overSockets(wanted)
  const exchange = subscriptionExchange({
    forwardSubscription: ({ query = '', variables = {} }) => ({
      subscribe: (sink) => ({
        unsubscribe: socket.subscribe(
          { query, variables: variables as Record<string, unknown> },
          sink as Parameters<typeof socket.subscribe>[1],
        ),
      }),
    }),
  })
  const client = new UrqlClient({
    url: wanted.graph,
    preferGetMethod: false,
    exchanges: [cacheExchange, fetchExchange, exchange],
  })
  const { unsubscribe } = client.subscription(STOCK_CHANGES, wanted.variables).subscribe(sinkOf(wanted).next)
  return () => {
    unsubscribe()
    void socket.dispose()
  }
}

const urqlOverSse: Subscribe = (wanted) => {
  const client = new UrqlClient({
    url: wanted.graph,
    preferGetMethod: false,
    fetchSubscriptions: true,
    fetchOptions: { headers: { authorization: wanted.authorization } },
    exchanges: [cacheExchange, fetchExchange],
  })
  const { unsubscribe } = client.subscription(STOCK_CHANGES, wanted.variables).subscribe(sinkOf(wanted).next)
  return unsubscribe
}

export const PUBLIC_CLIENTS: readonly (readonly [string, Subscribe])[] = [
  ['graphql-ws', graphqlWs],
  ['graphql-sse', graphqlSse],
  ['Apollo Client', apollo],
  ['urql over WebSocket', urqlOverSockets],
  ['urql over SSE', urqlOverSse],
]
