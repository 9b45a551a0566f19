import { randomUUID } from 'node:crypto'
import { CREDENTIALS } from '../credentials.ts'
import type { Answer, Claim, Endpoint } from '../http/endpoint.ts'
import { jsonReply } from '../http/wire-reply.ts'
import { type Pair, valuesOf, type WireRequest } from '../http/wire-request.ts'
import { iopToken } from '../oauth/token-bodies.ts'
import type { SandboxState } from '../state/state.ts'
import { fromJson } from '../wire/json.ts'
import { isObject, scalar } from '../wire/json-object.ts'
import { hmacSha256, joinByKey, sameSignature } from '../wire/sign.ts'
import { IopCall, type IopMethod } from './iop-call.ts'
import { IopRefusal, iopInvalidToken, iopLimited, iopMissing } from './iop-refusal.ts'
import { itemMethods } from './items.ts'
import { orderViewMethods } from './order-views.ts'
import { orderingMethods } from './ordering.ts'

const METHODS: Readonly<Record<string, IopMethod>> = {
  ...itemMethods,
  ...orderingMethods,
  ...orderViewMethods,
}

/** The IOP family allows two hours (purchasing.md 1.2). */
const MAX_SKEW_MS = 7_200_000

const refusal = (error: IopRefusal): Answer => ({
  reply: jsonReply({ code: error.code, type: error.type, message: error.message, request_id: randomUUID() }),
  code: error.code,
})

const success = (body: Record<string, unknown>): Answer => ({
  reply: jsonReply({ code: '0', ...body, request_id: randomUUID(), _trace_id_: randomUUID() }),
  code: '0',
})

/** Form, query, or one flat JSON object of text: clients use all three (purchasing.md 1.2). */
function pairsOf(request: WireRequest): readonly Pair[] {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) return request.pairs
  const body = fromJson(request.body.toString('utf8'))
  if (!isObject(body)) return request.pairs
  return [...request.pairs, ...Object.entries(body).map(([key, value]): Pair => [key, scalar(value) ?? ''])]
}

/** Taobao Global: `/rest{apiPath}`. */
export const iopEndpoint: Endpoint = (request, state): Claim | undefined => {
  if (!request.path.startsWith('/rest/')) return undefined
  const apiPath = request.path.slice('/rest'.length)
  const pairs = pairsOf(request)
  const params = valuesOf(pairs)
  const claim: Claim = {
    platform: 'TAOBAO_GLOBAL',
    method: apiPath,
    params,
    answer() {
      try {
        verify(apiPath, pairs, params, state)
        if (apiPath.startsWith('/auth/token/')) return tokens(apiPath, params, state)
        return answered(apiPath, params, state, request.origin, claim)
      } catch (error) {
        if (error instanceof IopRefusal) return refusal(error)
        throw error
      }
    },
    refuse(fault) {
      if (fault.kind === 'ban') return refusal(iopLimited())
      if (fault.kind === 'expired-token') return refusal(iopInvalidToken())
      return refusal(new IopRefusal(fault.code ?? 'ServiceTimeout', fault.message ?? 'rpc timeout', 'ISP'))
    },
  }
  return claim
}

function verify(
  apiPath: string,
  pairs: readonly Pair[],
  params: ReadonlyMap<string, string>,
  state: SandboxState,
): void {
  const { appKey, secret } = CREDENTIALS.TAOBAO_GLOBAL
  for (const name of ['app_key', 'timestamp', 'sign_method', 'sign'])
    if (!params.get(name)) throw iopMissing(name)
  if (params.get('app_key') !== appKey) throw new IopRefusal('InvalidAppKey', 'Invalid app key', 'SYSTEM')
  const at = Number(params.get('timestamp'))
  if (!(Math.abs(at - state.clock.now().getTime()) <= MAX_SKEW_MS))
    throw new IopRefusal('IllegalTimestamp', 'The timestamp is illegal', 'SYSTEM')
  const expected = hmacSha256(secret, apiPath + joinByKey(pairs.filter(([key]) => key !== 'sign')))
  if (params.get('sign_method') !== 'sha256' || !sameSignature(expected, params.get('sign') ?? ''))
    throw new IopRefusal('IncompleteSignature', 'The request signature does not conform', 'SYSTEM')
}

/** Signed calls without an access token (purchasing.md 1.1). */
function tokens(apiPath: string, params: ReadonlyMap<string, string>, state: SandboxState): Answer {
  const now = state.clock.now()
  const life = state.tokens.lifeSeconds('TAOBAO_GLOBAL')
  if (apiPath === '/auth/token/create') {
    const grant = state.tokens.exchange('TAOBAO_GLOBAL', params.get('code') ?? '', life, now)
    if (!grant) throw new IopRefusal('InvalidCode', 'The code is invalid or used', 'ISV')
    return success(iopToken(grant, now))
  }
  if (apiPath !== '/auth/token/refresh') throw new IopRefusal('InvalidApiPath', `no API ${apiPath}`)
  const grant = state.tokens.refresh('TAOBAO_GLOBAL', params.get('refresh_token') ?? '', life, now)
  if (!grant) throw new IopRefusal('IllegalRefreshToken', 'The refresh token is invalid or expired', 'SYSTEM')
  return success(iopToken(grant, now))
}

function answered(
  apiPath: string,
  params: ReadonlyMap<string, string>,
  state: SandboxState,
  origin: string,
  claim: Claim,
): Answer {
  const method = Object.hasOwn(METHODS, apiPath) ? METHODS[apiPath] : undefined
  if (!method) throw new IopRefusal('InvalidApiPath', `no API ${apiPath}`)
  const token = state.tokens.check('TAOBAO_GLOBAL', params.get('access_token') ?? '', state.clock.now())
  if (!token || token === 'expired') throw iopInvalidToken()
  claim.shop = token.shop
  return success(method(new IopCall({ params, state, account: token.shop, origin })))
}
