import type { Answer, Claim, Endpoint } from '../http/endpoint.ts'
import { valuesOf, type WireRequest } from '../http/wire-request.ts'
import type { SandboxState } from '../state/state.ts'
import { itemReads } from './items.ts'
import { logisticsMethods } from './logistics.ts'
import { refundReads } from './refunds.ts'
import { stockWrites } from './stock.ts'
import { TMC_WITHOUT_SESSION, tmcMethods } from './tmc.ts'
import { authMethods } from './top-auth.ts'
import { TopCall, type TopMethod } from './top-call.ts'
import { topError, topFormat, topSuccess } from './top-envelope.ts'
import { appCallLimited, invalidSession, TopRefusal } from './top-refusal.ts'
import { topShop, verifyTopCall } from './top-verify.ts'
import { tradeReads } from './trades.ts'

const METHODS: Readonly<Record<string, TopMethod>> = {
  ...itemReads,
  ...stockWrites,
  ...tradeReads,
  ...logisticsMethods,
  ...refundReads,
  ...tmcMethods,
  ...authMethods,
}

/** Calls of the app and not of a shop. */
const WITHOUT_SESSION = new Set([...TMC_WITHOUT_SESSION, ...Object.keys(authMethods)])

/** TOP's one address: `/router/rest` (protocols.md 1.1). */
export const topEndpoint: Endpoint = (request, state): Claim | undefined => {
  if (request.path !== '/router/rest') return undefined
  const params = valuesOf(request.pairs)
  const format = topFormat(params)
  const refusal = (error: TopRefusal): Answer => ({
    reply: topError(error, format),
    code: String(error.code),
  })
  const claim: Claim = {
    platform: 'TAOBAO',
    method: params.get('method') ?? '(none)',
    params,
    answer() {
      try {
        return answered(request, params, state, (shop) => {
          claim.shop = shop
        })
      } catch (error) {
        if (error instanceof TopRefusal) return refusal(error)
        throw error
      }
    },
    refuse(fault, secondsLeft) {
      if (fault.kind === 'ban') return refusal(appCallLimited(secondsLeft))
      if (fault.kind === 'expired-token') return refusal(invalidSession())
      const code = Number(fault.code ?? 10)
      return refusal(new TopRefusal(code, fault.message ?? 'Service Currently Unavailable', fault.subCode))
    },
  }
  return claim
}

function answered(
  request: WireRequest,
  params: ReadonlyMap<string, string>,
  state: SandboxState,
  sawShop: (shop: string) => void,
): Answer {
  const name = params.get('method')
  if (!name) throw new TopRefusal(21, 'Missing Method')
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
  if (!method) throw new TopRefusal(22, 'Invalid Method')
  verifyTopCall(request.pairs, params, state)
  const shop = WITHOUT_SESSION.has(name) ? '' : topShop(params, state)
  if (shop !== '') sawShop(shop)
  const result = method(new TopCall(params, state, shop, request.origin))
  return { reply: topSuccess(name, result, topFormat(params)), code: '0' }
}
