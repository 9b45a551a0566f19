import { CREDENTIALS } from '../credentials.ts'
import type { Pair } from '../http/wire-request.ts'
import type { SandboxState } from '../state/state.ts'
import { parseChinaTime } from '../wire/china-time.ts'
import { hmacMd5, hmacSha256, joinByKey, md5Wrapped, sameSignature } from '../wire/sign.ts'
import { invalidSession, TopRefusal } from './top-refusal.ts'

const MAX_SKEW_MS = 10 * 60_000

/** The signature of these pairs, without `sign` itself; undefined for an unknown `sign_method` (protocols.md 1.3). */
function topSign(signMethod: string, secret: string, pairs: readonly Pair[]): string | undefined {
  const text = joinByKey(pairs.filter(([key]) => key !== 'sign'))
  if (signMethod === 'md5') return md5Wrapped(secret, text)
  if (signMethod === 'hmac') return hmacMd5(secret, text)
  if (signMethod === 'hmac-sha256') return hmacSha256(secret, text)
  return undefined
}

/** Checks the common parameters of a call (protocols.md 1.2) over the pairs as they arrived; throws TopRefusal. */
export function verifyTopCall(
  pairs: readonly Pair[],
  params: ReadonlyMap<string, string>,
  state: SandboxState,
): void {
  const { appKey, secret } = CREDENTIALS.TAOBAO
  const format = params.get('format') ?? 'xml'
  if (format !== 'xml' && format !== 'json') throw new TopRefusal(23, 'Invalid Format')
  if (!params.get('app_key')) throw new TopRefusal(28, 'Missing App Key')
  if (params.get('app_key') !== appKey) throw new TopRefusal(29, 'Invalid App Key')
  if (!params.get('v')) throw new TopRefusal(32, 'Missing Version')
  if (params.get('v') !== '2.0') throw new TopRefusal(33, 'Invalid Version')
  verifyTimestamp(params.get('timestamp'), state.clock.now())
  const sign = params.get('sign')
  if (!sign) throw new TopRefusal(24, 'Missing Signature')
  const expected = topSign(params.get('sign_method') ?? '', secret, pairs)
  if (expected === undefined || !sameSignature(expected, sign)) throw new TopRefusal(25, 'Invalid Signature')
}

function verifyTimestamp(text: string | undefined, now: Date): void {
  if (!text) throw new TopRefusal(30, 'Missing Timestamp')
  const at = parseChinaTime(text)
  if (!at || Math.abs(at.getTime() - now.getTime()) > MAX_SKEW_MS)
    throw new TopRefusal(31, 'Invalid Timestamp')
}

/** The shop that the session speaks for; throws codes 26 and 27. */
export function topShop(params: ReadonlyMap<string, string>, state: SandboxState): string {
  const session = params.get('session')
  if (!session) throw new TopRefusal(26, 'Missing Session')
  const found = state.tokens.check('TAOBAO', session, state.clock.now())
  if (found === 'expired') throw invalidSession()
  if (!found) throw new TopRefusal(27, 'Invalid session', 'invalid-sessionkey', 'no such session')
  return found.shop
}
