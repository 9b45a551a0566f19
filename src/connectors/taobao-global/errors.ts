import {
  Misconfigured,
  NeedsAuthorization,
  RateLimited,
  Rejected,
  Transient,
  type UpstreamError,
} from '../../domain/upstream-error.ts'
import { ClockRejected } from '../clock.ts'

const CONFIG = new Set([
  'IncompleteSignature',
  'InvalidSignature',
  'InvalidAppKey',
  'InvalidApi',
  'InvalidApiPath',
  'InsufficientPermission',
])
const TIME_OUT = /rpc timeout|time-?out/i

/** Codes of the IOP family are words (purchasing.md 1.5); `type` ISP means "try again later". */
export function classifyIop(code: string, message: string, type = ''): UpstreamError | ClockRejected {
  const detail = { upstream: 'TAOBAO' as const, message: message || code, code }
  if (code === 'IllegalAccessToken' || code === 'IllegalRefreshToken') return new NeedsAuthorization(detail)
  if (code === 'IllegalTimestamp') return new ClockRejected(message)
  if (code === 'AppCallLimit' || code === 'ApiCallLimit' || /exceeds the limit/i.test(message)) {
    return new RateLimited({ ...detail, retryAfterMs: 0, scope: code === 'ApiCallLimit' ? 'api' : 'app' })
  }
  if (CONFIG.has(code)) return new Misconfigured(detail)
  if (code === 'ServiceTimeout' || code === 'SystemError' || type === 'ISP' || TIME_OUT.test(message)) {
    return new Transient({ ...detail, mayHaveHappened: true })
  }
  return new Rejected(detail)
}
