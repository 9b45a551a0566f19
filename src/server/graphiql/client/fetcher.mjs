/* global GraphiQL, graphqlWs, location */

/**
 * Queries and mutations go by POST, subscriptions over a WebSocket (graphql-transport-ws) that opens with the
 * first subscription and closes some seconds after the last.
 *
 * @param {string} endpoint path of both
 * @param status the live line, told what happens to the subscription
 */
export function createFetcher(endpoint, status) {
  const post = GraphiQL.createFetcher({ url: endpoint, enableIncrementalDelivery: false })
  const socket = createSocket(endpoint, status)
  return (sent, context) => {
    const definition = chosenOperation(sent)
    const operation = { ...sent, operationName: definition?.name?.value }
    return definition?.operation === 'subscription'
      ? subscription(socket(authorizationOf(context.headers)), operation, status)
      : post(operation, context)
  }
}

/**
 * The operation to run. GraphiQL keeps the name and the parsed document of the tab before for a moment after the
 * tab is changed, so the text decides. A text that does not parse is left to the server, which says what is wrong.
 */
function chosenOperation({ query, operationName }) {
  let operations
  try {
    operations = GraphiQL.GraphQL.parse(query).definitions.filter(
      ({ kind }) => kind === 'OperationDefinition',
    )
  } catch {
    return undefined
  }
  return operations.find(({ name }) => name?.value === operationName) ?? operations[0]
}

/** One client per token: GraphiQL runs one subscription at a time, so a new token replaces the client. */
function createSocket(endpoint, status) {
  const url = new URL(endpoint, location.href)
  url.protocol = url.protocol.replace('http', 'ws')
  let latest
  return (authorization) => {
    if (latest === undefined || latest.authorization !== authorization) {
      latest?.client.dispose()
      const client = graphqlWs.createClient({
        url: url.href,
        connectionParams: authorization === undefined ? undefined : { authorization },
        lazyCloseTimeout: 3_000,
        // 1000 is the client's own close of a socket that nothing uses; after any other it may connect again.
        on: { connected: status.connected, closed: ({ code }) => code === 1000 || status.interrupted() },
      })
      latest = { authorization, client }
    }
    return latest.client
  }
}

/** GraphiQL takes an observable and calls `unsubscribe` when the stop button is pressed or the tab changed. */
function subscription(client, operation, status) {
  return {
    subscribe(observer) {
      let running = true
      status.started()
      const finish = () => {
        if (!running) return
        running = false
        status.ended()
        observer.complete()
      }
      const stop = client.subscribe(operation, {
        next(result) {
          if (!running) return
          status.received()
          observer.next(result)
        },
        error(cause) {
          if (running) observer.next({ errors: toErrors(cause) })
          finish()
        },
        complete: finish,
      })
      return {
        unsubscribe() {
          if (running) status.ended()
          running = false
          stop()
        },
      }
    },
  }
}

/** GraphQL errors as they are; a closed socket or a failed connection in words. */
function toErrors(cause) {
  if (Array.isArray(cause)) return cause
  if (cause instanceof CloseEvent) {
    const reason = cause.reason === '' ? 'no reason given' : cause.reason
    return [{ message: `The server closed the WebSocket: ${cause.code}, ${reason}` }]
  }
  return [{ message: cause instanceof Error ? cause.message : 'The WebSocket could not be opened' }]
}

function authorizationOf(headers) {
  const entry = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'authorization')
  return entry === undefined ? undefined : String(entry[1])
}
