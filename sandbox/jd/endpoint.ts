import { CREDENTIALS } from '../credentials.ts'
import type { Answer, Claim, Endpoint } from '../http/endpoint.ts'
import { jsonReply } from '../http/wire-reply.ts'
import { valuesOf, type WireRequest } from '../http/wire-request.ts'
import type { SandboxState } from '../state/state.ts'
import { JdCall, type JdMethod, jdBody } from './jd-call.ts'
import { JdRefusal, jdAppCallLimited, jdInvalidToken } from './jd-refusal.ts'
import { type JdApp, jdShop, verifyJdCall } from './jd-verify.ts'
import { orderMethods } from './orders.ts'
import { refundMethods } from './refunds.ts'
import { stockMethods } from './stock.ts'
import { wareReads } from './wares.ts'

const SELLER: Readonly<Record<string, JdMethod>> = {
  ...wareReads,
  ...stockMethods,
  ...orderMethods,
  ...refundMethods,
}

const APPS: Readonly<Record<'JD' | 'JD_VOP', JdApp>> = {
  JD: { platform: 'JD', ...CREDENTIALS.JD },
  JD_VOP: { platform: 'JD_VOP', ...CREDENTIALS.JD_VOP },
}

const refusal = (error: JdRefusal): Answer => ({
  reply: jsonReply({ error_response: { code: error.code, zh_desc: error.zh, en_desc: error.message } }),
  code: error.code,
})

/** Root: the method with dots to underscores, its case kept, and `_responce` as it is spelt (protocols.md 2.3). */
const success = (method: string, result: Record<string, unknown>): Answer => ({
  reply: jsonReply({ [`${method.replaceAll('.', '_')}_responce`]: { code: '0', ...result } }),
  code: '0',
})

/** JD's one address, `/routerjson`, for the seller's app and, by its app key, for the enterprise buyer's. */
export const jdEndpoint =
  (vopMethods: Readonly<Record<string, JdMethod>>): Endpoint =>
  (request, state): Claim | undefined => {
    if (request.path !== '/routerjson') return undefined
    const params = valuesOf(request.pairs)
    const app = params.get('app_key') === APPS.JD_VOP.appKey ? APPS.JD_VOP : APPS.JD
    const methods = app.platform === 'JD' ? SELLER : vopMethods
    const claim: Claim = {
      platform: app.platform,
      method: params.get('method') ?? '(none)',
      params,
      answer() {
        try {
          return answered(request, params, app, methods, state, claim)
        } catch (error) {
          if (error instanceof JdRefusal) return refusal(error)
          throw error
        }
      },
      refuse(fault) {
        if (fault.kind === 'ban') return refusal(jdAppCallLimited())
        if (fault.kind === 'expired-token') return refusal(jdInvalidToken())
        const text = fault.message ?? 'service error'
        return refusal(new JdRefusal(fault.code ?? '65', text, text))
      },
    }
    return claim
  }

function answered(
  request: WireRequest,
  params: ReadonlyMap<string, string>,
  app: JdApp,
  methods: Readonly<Record<string, JdMethod>>,
  state: SandboxState,
  claim: Claim,
): Answer {
  const name = params.get('method')
  if (!name) throw new JdRefusal('14', '缺少方法名参数', 'Missing Method')
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined
  if (!method) throw new JdRefusal('15', '不存在的方法名', 'Invalid Method')
  verifyJdCall(request.pairs, params, app, state)
  const shop = jdShop(params, app, state)
  claim.shop = shop
  return success(name, method(new JdCall(jdBody(params), state, shop, request.origin)))
}
