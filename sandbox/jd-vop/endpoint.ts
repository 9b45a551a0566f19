import type { Answer, Claim, Endpoint } from '../http/endpoint.ts'
import { jsonReply } from '../http/wire-reply.ts'
import { valuesOf } from '../http/wire-request.ts'
import { areaMethods } from './areas.ts'
import { goodsMethods } from './goods.ts'
import { messageMethods } from './messages.ts'
import { orderMethods } from './orders-a.ts'
import { VopCall, type VopMethod } from './vop-call.ts'
import { VopRefusal } from './vop-refusal.ts'

const METHODS: Readonly<Record<string, VopMethod>> = {
  ...goodsMethods,
  ...areaMethods,
  ...orderMethods,
  ...messageMethods,
}

const envelope = (success: boolean, resultCode: string, resultMessage: string, result: unknown): Answer => ({
  reply: jsonReply({ success, resultCode, resultMessage, result }),
  code: success ? '0' : resultCode,
})

const refusal = (error: VopRefusal): Answer => envelope(false, error.code, error.message, null)

/** JD VOP, generation A: `/api/…` with a token and no signature (purchasing.md 2.3). */
export const vopEndpoint: Endpoint = (request, state): Claim | undefined => {
  if (!request.path.startsWith('/api/')) return undefined
  const name = request.path.slice('/api/'.length)
  const params = valuesOf(request.pairs)
  const claim: Claim = {
    platform: 'JD_VOP',
    method: name,
    params,
    answer() {
      const token = state.tokens.check('JD_VOP', params.get('token') ?? '', state.clock.now())
      if (!token || token === 'expired') return refusal(new VopRefusal('2007', 'token已过期或无效'))
      claim.shop = token.shop
      const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
      if (!method) return refusal(new VopRefusal('1003', `接口${name}不存在`))
      try {
        return envelope(
          true,
          '0000',
          '操作成功',
          method(new VopCall({ params, state, account: token.shop, origin: request.origin })),
        )
      } catch (error) {
        if (error instanceof VopRefusal) return refusal(error)
        throw error
      }
    },
    refuse(fault) {
      if (fault.kind === 'ban') return refusal(new VopRefusal('2', '调用频率超限'))
      if (fault.kind === 'expired-token') return refusal(new VopRefusal('2007', 'token已过期'))
      return refusal(new VopRefusal(fault.code ?? '5001', fault.message ?? '服务异常，请稍后重试'))
    },
  }
  return claim
}
