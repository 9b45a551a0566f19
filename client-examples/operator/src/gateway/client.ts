import { Client, cacheExchange, fetchExchange } from 'urql'
import { liveFeeds } from '../../../shared-web/live/live-feeds.ts'
import { tokenSource } from '../../../shared-web/session/tokens.ts'
import { GRAPH_URL, SOCKET_URL, TOKEN_URL } from './settings.ts'

/**
 * Everything that talks to the gateway: questions by HTTP, feeds by WebSocket. The cache keeps what a page showed, so
 * that coming back to it shows something at once; pages still refetch: operators want the present state.
 */
export function openGateway(subject: string) {
  const token = tokenSource({ role: 'operator', subject }, TOKEN_URL)
  const fetchWithToken: typeof fetch = async (input, init) => {
    const send = async (renew: boolean) => {
      const headers = new Headers(init?.headers)
      headers.set('authorization', `Bearer ${await token(renew)}`)
      return fetch(input, { ...init, headers })
    }
    const answer = await send(false)
    return answer.status === 401 ? send(true) : answer
  }
  return {
    client: new Client({
      url: GRAPH_URL,
      fetch: fetchWithToken,
      preferGetMethod: false,
      requestPolicy: 'cache-and-network',
      exchanges: [cacheExchange, fetchExchange],
    }),
    feeds: liveFeeds({ url: SOCKET_URL, token }),
  }
}
