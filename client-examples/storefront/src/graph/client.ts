import { Client, fetchExchange, subscriptionExchange } from 'urql'
import { type LiveFeeds, liveFeeds } from '../../../shared-web/live/live-feeds.ts'
import { tokensOf } from '../session/account.ts'
import { authorisedFetch } from './authorised-fetch.ts'
import { cache } from './cache.ts'
import { GRAPH_URL, LIVE_URL } from './gateway.ts'
import { newerOnly } from './only-newer.ts'

export interface Graph {
  readonly client: Client
  readonly feeds: LiveFeeds
}

/** One client and one socket per person: cached data of one is never shown to another. */
export function graphOf(subject: string | null): Graph {
  const token = subject === null ? null : tokensOf(subject)
  const feeds = liveFeeds({ url: LIVE_URL, token: async (renew) => (token ? token(renew) : null) })
  const client = new Client({
    url: GRAPH_URL,
    preferGetMethod: false,
    fetch: authorisedFetch(token),
    exchanges: [
      cache(),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => {
            const isNews = newerOnly()
            const next = (result: Parameters<typeof isNews>[0]) => {
              if (isNews(result)) sink.next(result as Parameters<typeof sink.next>[0])
            }
            const request = { query, variables: variables as Record<string, unknown> | undefined }
            return {
              unsubscribe: feeds.subscribe(request, { next, complete: () => sink.complete() }),
            }
          },
        }),
      }),
    ],
  })
  return { client, feeds }
}
