import type { Pair } from '../http/wire-request.ts'
import type { SandboxState } from '../state/state.ts'
import { parseChinaTime } from '../wire/china-time.ts'
import { joinByKey, md5Wrapped, sameSignature } from '../wire/sign.ts'
import { JdRefusal, jdInvalidToken } from './jd-refusal.ts'

const MAX_SKEW_MS = 6 * 60_000

/** Which app calls: the seller's or the enterprise buyer's. Both speak to `/routerjson`. */
export interface JdApp {
  platform: 'JD' | 'JD_VOP'
  appKey: string
  secret: string
}

/** Checks the system parameters over the pairs as they arrived (protocols.md 2.2); throws JdRefusal. */
export function verifyJdCall(
  pairs: readonly Pair[],
  params: ReadonlyMap<string, string>,
  app: JdApp,
  state: SandboxState,
): void {
  if (!params.get('app_key')) throw new JdRefusal('20', '缺少app_key参数', 'Missing app_key')
  if (params.get('app_key') !== app.appKey) throw new JdRefusal('21', '无效app_key', 'Invalid app_key')
  if (!params.get('v')) throw new JdRefusal('4', '缺少版本参数', 'Missing Version')
  if (params.get('v') !== '2.0') throw new JdRefusal('5', '不支持的版本号', 'Unsupported Version')
  const timestamp = params.get('timestamp')
  if (!timestamp) throw new JdRefusal('7', '缺少时间戳参数', 'Missing Timestamp')
  const at = parseChinaTime(timestamp)
  if (!at || Math.abs(at.getTime() - state.clock.now().getTime()) > MAX_SKEW_MS)
    throw new JdRefusal('8', '无效的时间戳', 'Invalid Timestamp')
  const sign = params.get('sign')
  if (!sign) throw new JdRefusal('11', '缺少签名参数', 'Missing Signature')
  const expected = md5Wrapped(app.secret, joinByKey(pairs.filter(([key]) => key !== 'sign')))
  if (!sameSignature(expected, sign)) throw new JdRefusal('12', '无效签名', 'Invalid Signature')
}

/** The shop that the access token speaks for; throws codes 18 and 19. */
export function jdShop(params: ReadonlyMap<string, string>, app: JdApp, state: SandboxState): string {
  const token = params.get('access_token')
  if (!token) throw new JdRefusal('18', '缺少access_token参数', 'Missing access_token')
  const found = state.tokens.check(app.platform, token, state.clock.now())
  if (!found || found === 'expired') throw jdInvalidToken()
  return found.shop
}
