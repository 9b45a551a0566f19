import { CREDENTIALS, JD_VOP_LOGIN, type SandboxPlatform } from '../credentials.ts'
import type { Answer, Claim, Endpoint } from '../http/endpoint.ts'
import { jsonReply } from '../http/wire-reply.ts'
import { valuesOf, type WireRequest } from '../http/wire-request.ts'
import type { SandboxState } from '../state/state.ts'
import type { Grant } from '../state/tokens.ts'
import { aopToken, jdToken, taobaoToken, vopToken } from './token-bodies.ts'
import { vopGrant } from './vop-login.ts'

type Params = ReadonlyMap<string, string>

interface TokenRoute {
  platform: SandboxPlatform
  /** Whether the call names the app and its secret rightly. */
  known(params: Params, appKey: string, secret: string): boolean
  grant(params: Params, state: SandboxState, platform: SandboxPlatform): Grant | undefined
  body(grant: Grant, now: Date, params: Params): Record<string, unknown>
}

/** Code or refresh token, as `grant_type` says. */
const byGrantType: TokenRoute['grant'] = (params, state, platform) => {
  const now = state.clock.now()
  const life = state.tokens.lifeSeconds(platform)
  if (params.get('grant_type') === 'authorization_code')
    return state.tokens.exchange(platform, params.get('code') ?? '', life, now)
  if (params.get('grant_type') === 'refresh_token')
    return state.tokens.refresh(platform, params.get('refresh_token') ?? '', life, now)
  return undefined
}

const clientSecret: TokenRoute['known'] = (params, appKey, secret) =>
  params.get('client_id') === appKey && params.get('client_secret') === secret

const jdRoute = (platform: 'JD' | 'JD_VOP'): TokenRoute => ({
  platform,
  known: (params, appKey, secret) => params.get('app_key') === appKey && params.get('app_secret') === secret,
  grant: byGrantType,
  body: jdToken,
})

const vopRoute: TokenRoute = {
  platform: 'JD_VOP',
  // The token call is signed with the secret; the refresh sends it.
  known: (params, appKey, secret) =>
    params.get('client_id') === appKey &&
    (params.get('username') === JD_VOP_LOGIN.username || params.get('client_secret') === secret),
  grant: vopGrant,
  body: vopToken,
}

const aopRoute: TokenRoute = {
  platform: 'ALIBABA_1688',
  known: clientSecret,
  grant: byGrantType,
  body: (grant, now, params) => aopToken(grant, now, params.get('grant_type') !== 'refresh_token'),
}

const AOP = /^\/openapi\/(?:http|param2)\/1\/system\.oauth2\/(?:getToken|postponeToken)\/(\w+)$/

function routeOf(request: WireRequest, params: Params): TokenRoute | undefined {
  if (AOP.test(request.path)) return aopRoute
  switch (request.path) {
    case '/token':
      return { platform: 'TAOBAO', known: clientSecret, grant: byGrantType, body: taobaoToken }
    case '/oauth2/access_token':
    case '/oauth2/refresh_token':
      return jdRoute(params.get('app_key') === CREDENTIALS.JD_VOP.appKey ? 'JD_VOP' : 'JD')
    case '/oauth2/accessToken':
    case '/oauth2/refreshToken':
      return vopRoute
    default:
      return undefined
  }
}

const refused = (error: string, error_description: string, status = 400): Answer => ({
  reply: jsonReply({ error, error_description }, status),
  code: error,
})

/** The token addresses of all platforms. In the call log their method is `oauth.token`. */
export const tokenEndpoint: Endpoint = (request, state): Claim | undefined => {
  const params = valuesOf(request.pairs)
  const route = routeOf(request, params)
  if (!route) return undefined
  const { appKey, secret } = CREDENTIALS[route.platform]
  return {
    platform: route.platform,
    method: 'oauth.token',
    params,
    answer() {
      if (!route.known(params, appKey, secret))
        return refused('invalid_client', 'unknown app or wrong secret', 401)
      const grant = route.grant(params, state, route.platform)
      if (!grant) return refused('invalid_grant', 'the code or refresh token is invalid or expired')
      return { reply: jsonReply(route.body(grant, state.clock.now(), params)), code: '0' }
    },
    refuse(fault) {
      if (fault.kind === 'ban') return refused('too_many_requests', 'too many requests', 429)
      return refused(fault.code ?? 'invalid_grant', fault.message ?? 'the grant is refused')
    },
  }
}
