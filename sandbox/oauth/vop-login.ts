import { createHash } from 'node:crypto'
import { CREDENTIALS, JD_VOP_LOGIN } from '../credentials.ts'
import type { SandboxState } from '../state/state.ts'
import type { Grant } from '../state/tokens.ts'
import { md5Wrapped, sameSignature } from '../wire/sign.ts'

/** The signature of a VOP token call: fixed order, secret at both ends (purchasing.md 2.1). */
export function vopSign(secret: string, params: ReadonlyMap<string, string>): string {
  const names = ['timestamp', 'client_id', 'username', 'password', 'grant_type', 'scope']
  return md5Wrapped(secret, names.map((name) => params.get(name) ?? '').join(''))
}

/** `oauth2/accessToken` signs in with name, MD5 of the password and a signature; `oauth2/refreshToken` is unsigned. */
export function vopGrant(params: ReadonlyMap<string, string>, state: SandboxState): Grant | undefined {
  const now = state.clock.now()
  const life = state.tokens.lifeSeconds('JD_VOP')
  const refreshToken = params.get('refresh_token')
  if (refreshToken !== undefined) return state.tokens.refresh('JD_VOP', refreshToken, life, now)
  const password = createHash('md5').update(JD_VOP_LOGIN.password).digest('hex')
  const { secret, shop } = CREDENTIALS.JD_VOP
  const right =
    params.get('grant_type') === 'access_token' &&
    params.get('username') === JD_VOP_LOGIN.username &&
    params.get('password') === password &&
    sameSignature(vopSign(secret, params), params.get('sign') ?? '')
  return right ? state.tokens.grant('JD_VOP', shop, life, now) : undefined
}
