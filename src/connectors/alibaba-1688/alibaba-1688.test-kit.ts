import { startLocalServer, testClock } from '../local-server.test-kit.ts'
import { createUpstream, type UpstreamOptions } from '../upstream.ts'

export const SHOP = { shopId: '1688-1', externalShopId: 'b2b-1', accessToken: 'token-one' }
export const KEY = '1000000'
export const SECRET = 'test123'

export type Answer = object | string | { status: number; body: string }

/** A local 1688 gateway; `answers[name]` returns the body for the API of that name (without its namespace). */
export async function startGateway(
  answers: Record<string, (params: Record<string, string>, count: number) => Answer>,
  options: UpstreamOptions = {},
) {
  const counts = new Map<string, number>()
  const nameOf = (url: URL) => url.pathname.split('/').at(-2) ?? ''
  const server = await startLocalServer(({ url, form }) => {
    const name = nameOf(url)
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    const answer = answers[name]?.(Object.fromEntries(form), count) ?? {
      status: 400,
      body: JSON.stringify({ error_code: 'gw.APIUnsupported', error_message: name }),
    }
    if (answer === 'hang up') return answer
    return typeof answer === 'string' || 'status' in answer ? (answer as string) : JSON.stringify(answer)
  })
  const clock = testClock()
  const upstream = createUpstream({ clock, random: () => 0.5, ...options })
  return {
    options: { endpoint: `${server.url}/openapi`, appKey: KEY, appSecret: SECRET, upstream },
    seen: server.seen,
    clock,
    calls: (...names: string[]) =>
      server.seen.map(({ url, form }) => [nameOf(url), ...names.map((name) => form.get(name))].join(' ')),
    stop: async () => {
      await upstream.close()
      await server.stop()
    },
  }
}
