import { CREDENTIALS } from '../credentials.ts'
import type { Answer, Claim, Endpoint } from '../http/endpoint.ts'
import { jsonReply } from '../http/wire-reply.ts'
import { valuesOf, type WireRequest } from '../http/wire-request.ts'
import type { SandboxState } from '../state/state.ts'
import { aopTime } from '../wire/china-time.ts'
import { hmacSha1, joinSorted, sameSignature } from '../wire/sign.ts'
import { AopCall, type AopMethod } from './aop-call.ts'
import { AopRefusal, aopLimited, aopUnauthorized } from './aop-refusal.ts'
import { logisticsMethods } from './logistics.ts'
import { orderViewMethods } from './order-views.ts'
import { orderingMethods } from './ordering.ts'
import { productMethods } from './products.ts'
import { pushMethods } from './push-queue.ts'

const METHODS: Readonly<Record<string, AopMethod>> = {
  ...productMethods,
  ...orderingMethods,
  ...orderViewMethods,
  ...logisticsMethods,
  ...pushMethods,
}

/** The self-test: signed, without a token. */
const CURRENT_TIME = 'system:currentTime'

const PATH = /^\/openapi\/(param2\/(\d+)\/([\w.]+)\/([\w.]+)(?:\/(\w+))?)\/?$/

const refusal = (error: AopRefusal): Answer => ({
  reply: jsonReply(
    { error_code: error.code, error_message: error.message, exception: error.message },
    error.status,
  ),
  code: error.code,
})

/** 1688's gateway: `/openapi/param2/{version}/{namespace}/{api}/{appKey}` (protocols.md 3.1). */
export const aopEndpoint: Endpoint = (request, state): Claim | undefined => {
  const path = PATH.exec(request.path)
  if (!path) return undefined
  const [, urlPath = '', , namespace = '', api = '', appKey] = path
  const params = valuesOf(request.pairs)
  const claim: Claim = {
    platform: 'ALIBABA_1688',
    method: `${namespace}:${api}`,
    params,
    answer() {
      try {
        return answered({ request, state, claim, params, urlPath, appKey })
      } catch (error) {
        if (error instanceof AopRefusal) return refusal(error)
        throw error
      }
    },
    refuse(fault) {
      if (fault.kind === 'ban') return refusal(aopLimited())
      if (fault.kind === 'expired-token') return refusal(aopUnauthorized())
      return refusal(new AopRefusal(400, fault.code ?? 'gw.SystemError', fault.message ?? 'system error'))
    },
  }
  return claim
}

function answered(call: {
  request: WireRequest
  state: SandboxState
  claim: Claim
  params: ReadonlyMap<string, string>
  urlPath: string
  appKey: string | undefined
}): Answer {
  const { request, state, claim, params, urlPath, appKey } = call
  if (appKey === undefined) throw new AopRefusal(400, 'gw.AppKeyMissing', 'AppKey is missing')
  if (appKey !== CREDENTIALS.ALIBABA_1688.appKey)
    throw new AopRefusal(400, 'gw.AppKeyNotFound', 'AppKey is not found')
  const name = claim.method
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
  if (!method && name !== CURRENT_TIME) throw new AopRefusal(400, 'gw.APIUnsupported', `no API ${name}`)
  verifySignature(request, params, urlPath)
  if (!method) return { reply: jsonReply(aopTime(state.clock.now())), code: '0' }
  const token = state.tokens.check('ALIBABA_1688', params.get('access_token') ?? '', state.clock.now())
  if (!token || token === 'expired') throw aopUnauthorized()
  claim.shop = token.shop
  const body = method(new AopCall({ params, state, account: token.shop, origin: request.origin }))
  return { reply: jsonReply(body), code: '0' }
}

/** Over the path and every pair but the signature itself, as they arrived (protocols.md 3.2). */
function verifySignature(request: WireRequest, params: ReadonlyMap<string, string>, urlPath: string): void {
  const given = params.get('_aop_signature')
  if (!given) throw new AopRefusal(400, 'gw.SignatureMissing', 'Signature is missing')
  const pairs = request.pairs.filter(([key]) => key !== '_aop_signature')
  const expected = hmacSha1(CREDENTIALS.ALIBABA_1688.secret, urlPath + joinSorted(pairs))
  if (!sameSignature(expected, given)) throw new AopRefusal(400, 'gw.SignatureInvalid', 'Invalid signature')
}
