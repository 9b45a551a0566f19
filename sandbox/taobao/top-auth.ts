import { taobaoToken } from '../oauth/token-bodies.ts'
import type { Grant } from '../state/tokens.ts'
import { toJson } from '../wire/json.ts'
import type { TopCall, TopMethod } from './top-call.ts'
import { remoteRefusal } from './top-refusal.ts'

/** `token_result` is a JSON string (protocols.md 1.8). */
function answer(call: TopCall, grant: Grant | undefined): Record<string, unknown> {
  if (!grant) throw remoteRefusal('isv.invalid-parameter', 'the code or refresh token is invalid')
  return { token_result: toJson(taobaoToken(grant, call.now)) }
}

const create: TopMethod = (call) => {
  const { tokens } = call.state
  return answer(
    call,
    tokens.exchange('TAOBAO', call.required('code'), tokens.lifeSeconds('TAOBAO'), call.now),
  )
}

const refresh: TopMethod = (call) => {
  const { tokens } = call.state
  const token = call.required('refresh_token')
  return answer(call, tokens.refresh('TAOBAO', token, tokens.lifeSeconds('TAOBAO'), call.now))
}

/** OAuth as signed TOP methods without a session. */
export const authMethods: Readonly<Record<string, TopMethod>> = {
  'taobao.top.auth.token.create': create,
  'taobao.top.auth.token.refresh': refresh,
}
