import type { Reply, Seen } from '../local-server.test-kit.ts'
import { startLocalServer, testClock } from '../local-server.test-kit.ts'
import { createUpstream, type UpstreamOptions } from '../upstream.ts'
import { taobaoConnector } from './index.ts'

export const SHOP = { shopId: 'shop-1', externalShopId: '2200', accessToken: 'session-one' }

/** A connector that talks to a local TOP whose methods answer as given; `answers[method]` returns the root's content. */
export async function connectTaobao(
  answers: Record<string, (params: Record<string, string>, count: number) => Reply | object>,
  options: UpstreamOptions = {},
) {
  const counts = new Map<string, number>()
  const server = await startLocalServer((seen) => {
    const params = Object.fromEntries(seen.form)
    const method = params.method ?? ''
    const count = (counts.get(method) ?? 0) + 1
    counts.set(method, count)
    const answer = answers[method]?.(params, count) ?? {
      error: { code: 22, msg: `Invalid method ${method}` },
    }
    if (typeof answer === 'string' || 'status' in answer) return answer as Reply
    const root =
      'error' in answer ? 'error_response' : `${method.slice('taobao.'.length).replaceAll('.', '_')}_response`
    return JSON.stringify({ [root]: 'error' in answer ? answer.error : answer })
  })
  const clock = testClock()
  const upstream = createUpstream({ clock, random: () => 0.5, ...options })
  const taobao = taobaoConnector({
    endpoint: server.url,
    appKey: '12345678',
    appSecret: 'helloworld',
    upstream,
  })
  return {
    taobao,
    clock,
    /** Calls in order, as "method" or with the named parameters behind it. */
    calls: (...names: string[]) =>
      server.seen.map(({ form }: Seen) =>
        [form.get('method'), ...names.map((name) => form.get(name))].join(' '),
      ),
    stop: async () => {
      await upstream.close()
      await server.stop()
    },
  }
}
