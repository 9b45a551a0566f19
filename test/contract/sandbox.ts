import { CREDENTIALS, startSandbox, WMS } from '../../sandbox/index.ts'
import { alibaba1688Connector } from '../../src/connectors/alibaba-1688/index.ts'
import { alibaba1688Purchasing } from '../../src/connectors/alibaba-1688/purchasing.ts'
import { type Clock, systemClock } from '../../src/connectors/clock.ts'
import { jdConnector } from '../../src/connectors/jd/index.ts'
import { jdVopConnector } from '../../src/connectors/jd-vop/index.ts'
import { qimenConnector } from '../../src/connectors/qimen/index.ts'
import { taobaoConnector } from '../../src/connectors/taobao/index.ts'
import { taobaoGlobalConnector } from '../../src/connectors/taobao-global/index.ts'
import { createUpstream, type UpstreamOptions } from '../../src/connectors/upstream.ts'

export type SandboxPlatform = keyof typeof CREDENTIALS

export interface Call {
  readonly platform: SandboxPlatform
  readonly method: string
}

/** The sandbox with its control API, as a black box over HTTP. */
export async function startPlatforms() {
  const sandbox = await startSandbox({ port: 0 })

  async function control<T>(path: string, body?: object, method = body ? 'POST' : 'GET'): Promise<T> {
    const answer = await fetch(`${sandbox.url}/_control/${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`control ${path}: ${text}`)
    return JSON.parse(text) as T
  }

  return {
    url: sandbox.url,
    control,
    /** The next call of this platform (and method) meets the fault. */
    fault: (kind: string, platform: SandboxPlatform, more: object = {}) =>
      control('faults', { kind, platform, ...more }),
    /** Methods that reached the platform since `forget`, in order. */
    calls: async (platform: SandboxPlatform): Promise<string[]> => {
      const { calls } = await control<{ calls: Call[] }>('calls')
      return calls.filter((call) => call.platform === platform).map((call) => call.method)
    },
    /** Empties the log of calls and removes unused faults. */
    forget: async () => {
      await control('calls', undefined, 'DELETE')
      await control('faults', undefined, 'DELETE')
    },
    stop: () => sandbox.stop(),
  }
}

export type Platforms = Awaited<ReturnType<typeof startPlatforms>>

/**
 * A clock on which waiting takes no time: a sleep moves it, and the sandbox's clock with it, so that pauses are
 * really over afterwards. What was slept is remembered.
 */
export function sharedClock(platforms: Platforms) {
  const slept: number[] = []
  let ahead = 0
  const clock: Clock = {
    now: () => Date.now() + ahead,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted()
      slept.push(ms)
      ahead += ms
      await platforms.control('advance', { ms })
    },
  }
  return { clock, slept }
}

/** For bans, which the sandbox counts in real time: sleeps are real and remembered. */
export function realClock() {
  const slept: number[] = []
  const clock: Clock = {
    now: () => Date.now(),
    sleep: (ms, signal) => {
      slept.push(ms)
      return systemClock.sleep(ms, signal)
    },
  }
  return { clock, slept }
}

const shop = (platform: SandboxPlatform) => ({
  shopId: CREDENTIALS[platform].shop,
  externalShopId: CREDENTIALS[platform].shop,
  accessToken: CREDENTIALS[platform].token,
})

/** All connectors against one sandbox, with fresh buckets and breakers. */
export function connectAll(url: string, options: UpstreamOptions = {}) {
  const upstream = createUpstream({ random: () => 0.5, ...options })
  const app = (platform: SandboxPlatform) => ({
    appKey: CREDENTIALS[platform].appKey,
    appSecret: CREDENTIALS[platform].secret,
    upstream,
  })
  const vop = CREDENTIALS.JD_VOP
  return {
    upstream,
    shop,
    taobao: taobaoConnector({ endpoint: `${url}/router/rest`, ...app('TAOBAO') }),
    jd: jdConnector({ endpoint: `${url}/routerjson`, ...app('JD') }),
    alibaba: alibaba1688Connector({ endpoint: `${url}/openapi`, ...app('ALIBABA_1688') }),
    alibabaPurchasing: alibaba1688Purchasing({ endpoint: `${url}/openapi`, ...app('ALIBABA_1688') }),
    taobaoGlobal: taobaoGlobalConnector({ endpoint: `${url}/rest`, ...app('TAOBAO_GLOBAL') }),
    jdVop: jdVopConnector({ endpoint: url, clientId: vop.appKey, clientSecret: vop.secret, upstream }),
    qimen: qimenConnector({ endpoint: `${url}/router/qimen/service`, ...app('QIMEN') }),
    account: {
      warehouseId: 'gz-hub',
      warehouseCode: 'GZ-HUB',
      ownerCode: WMS.ownerCode,
      customerId: WMS.customerId,
    },
  }
}
