import { aopEndpoint } from './alibaba-1688/endpoint.ts'
import { push1688 } from './alibaba-1688/push.ts'
import { consolePage } from './console/console-page.ts'
import { controlPage } from './control/control.ts'
import { imagePage } from './control/image.ts'
import { deeplEndpoint } from './deepl/endpoint.ts'
import { ratesPage } from './ecb/rates-page.ts'
import { serve } from './http/serve.ts'
import { itemDataEndpoint } from './item-data/endpoint.ts'
import { shortLinkPage } from './item-data/short-link-page.ts'
import { jdEndpoint } from './jd/endpoint.ts'
import { vopEndpoint } from './jd-vop/endpoint.ts'
import { queueVopMessages } from './jd-vop/messages.ts'
import { vopRouterMethods } from './jd-vop/orders-b.ts'
import { authorizePage } from './oauth/authorize-page.ts'
import { tokenEndpoint } from './oauth/token-endpoints.ts'
import { payPage } from './pay/pay-page.ts'
import { shopPayPage } from './pay/shop-pay-page.ts'
import { qimenEndpoint } from './qimen/endpoint.ts'
import { SandboxState } from './state/state.ts'
import { topEndpoint } from './taobao/endpoint.ts'
import { postTmc } from './taobao/messages.ts'
import { iopEndpoint } from './taobao-global/endpoint.ts'
import { pushTaobaoGlobal } from './taobao-global/push.ts'

export { CREDENTIALS, JD_VOP_LOGIN, WMS } from './credentials.ts'
export { SandboxState } from './state/state.ts'

export interface SandboxOptions {
  /** 0 takes a free port. Default 4010. */
  port?: number
  /** Default 127.0.0.1. */
  host?: string
  /** The time that rows are stamped with and callers' timestamps are checked against. */
  now?: () => Date
  /** A state to go on with; by default a fresh one from the catalogue. `now` is then the state's own. */
  state?: SandboxState
  /** False leaves the lives of orders and parcels to `/_control/advance`. Default true. */
  livesByItself?: boolean
  log?: (line: string) => void
}

export interface Sandbox {
  url: string
  port: number
  state: SandboxState
  stop(): Promise<void>
}

const TICK_MS = 500

/** States that already turn their events into messages: a state that outlives one server is not wired twice. */
const wired = new WeakSet<SandboxState>()

function wire(state: SandboxState): void {
  if (wired.has(state)) return
  wired.add(state)
  push1688(state)
  postTmc(state)
  pushTaobaoGlobal(state)
  queueVopMessages(state)
}

/** Starts all marketplaces and the WMS on one port. Rejects with the socket's error when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1'
  const state = options.state ?? new SandboxState(options.now)
  wire(state)
  const served = await serve({
    port: options.port ?? 4010,
    host,
    state,
    endpoints: [
      qimenEndpoint,
      topEndpoint,
      jdEndpoint(vopRouterMethods),
      tokenEndpoint,
      aopEndpoint,
      iopEndpoint,
      vopEndpoint,
      itemDataEndpoint,
      deeplEndpoint,
    ],
    pages: [
      consolePage,
      controlPage,
      shortLinkPage,
      authorizePage,
      payPage,
      shopPayPage,
      imagePage,
      ratesPage,
    ],
    log: options.log ?? (() => {}),
  })
  const ticking = options.livesByItself === false ? undefined : setInterval(() => state.life.tick(), TICK_MS)
  ticking?.unref()
  return {
    url: `http://${host}:${served.port}`,
    port: served.port,
    state,
    async stop() {
      clearInterval(ticking)
      await state.postman.stop()
      await served.stop()
    },
  }
}
