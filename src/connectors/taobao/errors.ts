import { z } from 'zod'
import {
  Misconfigured,
  NeedsAuthorization,
  RateLimited,
  Rejected,
  Transient,
  type UpstreamError,
} from '../../domain/upstream-error.ts'
import { ClockRejected } from '../clock.ts'
import { int } from '../wire.ts'

export const topError = z.object({
  code: int,
  msg: z.string().catch(''),
  sub_code: z.string().catch(''),
  sub_msg: z.string().catch(''),
})
export type TopError = z.output<typeof topError>

/** Platform-side failures after which a write may have been applied (protocols.md 1.5). */
const AMBIGUOUS =
  /^isp\.(remote-service-timeout|remote-connection-error|top-remote-connection-.*|http-connection-timeout)$/
/** Platform-side failures that the official table calls not worth a retry. */
const HOPELESS = new Set(['isp.null-pointer-exception', 'isp.top-parse-error', 'isp.top-mapping-parse-error'])
/** `isv.` codes are the caller's fault, save this one: too many time-outs on a query, wait three minutes. */
const QUERY_REJECTED = 'isv.trade-service-rejection'

/** TOP's error as an instruction (protocols.md 1.5 and 6): the code first, `sub_code` for "remote service error". */
export function classifyTop(error: TopError): UpstreamError | ClockRejected {
  const { code, sub_code: sub } = error
  const detail = {
    upstream: 'TAOBAO' as const,
    message: [error.msg, sub, error.sub_msg].filter((part) => part !== '').join(': ') || `error ${code}`,
    code: sub || String(code),
  }
  if ((code >= 4 && code <= 8) || sub === 'isp.call-limited' || sub.startsWith('accesscontrol.limited')) {
    return new RateLimited({ ...detail, retryAfterMs: banMs(error), scope: limitScope(error) })
  }
  if (code === 30 || code === 31) return new ClockRejected(detail.message)
  if (code === 26 || code === 27 || code === 44) return new NeedsAuthorization(detail)
  if (sub === QUERY_REJECTED) return new Transient({ ...detail, retryAfterMs: 180_000 })
  if (code === 3 || code === 10) return new Transient(detail)
  if (sub.startsWith('isp.') && !HOPELESS.has(sub)) {
    return new Transient({ ...detail, mayHaveHappened: AMBIGUOUS.test(sub) })
  }
  if (sub.startsWith('isv.') && !sub.startsWith('isv.permission') && sub !== 'isv.invalid-permission')
    return new Rejected(detail)
  if (code === 15 || code === 520 || code >= 40) return new Rejected(detail)
  return new Misconfigured(detail)
}

/** "This ban will last for 2 more seconds" is the only Retry-After that TOP gives; 0 when it says nothing. */
function banMs({ sub_msg, msg }: TopError): number {
  const match = /will last for (\d+) more second/i.exec(`${sub_msg} ${msg}`)
  return match ? Number(match[1]) * 1_000 : 0
}

function limitScope({ code, sub_code: sub }: TopError): RateLimited['scope'] {
  if (sub.includes('by-api-access') || sub.includes('by-app-api-access') || sub === 'isp.call-limited')
    return 'api'
  return code === 4 || code === 5 ? 'shop' : 'app'
}
