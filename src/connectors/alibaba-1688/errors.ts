import {
  Misconfigured,
  NeedsAuthorization,
  RateLimited,
  Rejected,
  type UpstreamError,
} from '../../domain/upstream-error.ts'
import { ClockRejected } from '../clock.ts'

const NO_TOKEN = /need user authorized|access_?token.*(invalid|expire)/i

/** Errors of the gateway, which come as HTTP 400, 401 or even 200 (protocols.md 3.3). */
export function classify1688(code: string, message: string): UpstreamError | ClockRejected {
  const detail = { upstream: 'ALIBABA_1688' as const, message: message || code, code }
  if (code === 'gw.QosAppFrequencyLimit') return new RateLimited({ ...detail, retryAfterMs: 0 })
  if (code === '401' || NO_TOKEN.test(message)) return new NeedsAuthorization(detail)
  if (/timestamp/i.test(code)) return new ClockRejected(message)
  if (code.startsWith('gw.')) return new Misconfigured(detail)
  return new Rejected(detail)
}
