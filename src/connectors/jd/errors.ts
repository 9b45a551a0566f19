import {
  Misconfigured,
  NeedsAuthorization,
  RateLimited,
  Rejected,
  Transient,
  type UpstreamError,
} from '../../domain/upstream-error.ts'
import { ClockRejected } from '../clock.ts'

/** JD's codes are strings, and its numbers mean other things than TOP's (protocols.md 2.4). */
export function classifyJd(code: string, message: string): UpstreamError | ClockRejected {
  const detail = { upstream: 'JD' as const, message: message || `error ${code}`, code }
  switch (code) {
    case '2':
      return new RateLimited({ ...detail, retryAfterMs: 0 })
    case '7':
    case '8':
      return new ClockRejected(message)
    case '18':
    case '19':
      return new NeedsAuthorization(detail)
    case '65':
      return new Transient({ ...detail, mayHaveHappened: true })
    case '4':
    case '5':
    case '11':
    case '12':
    case '14':
    case '15':
    case '20':
    case '21':
    case '24':
    case '2001':
      return new Misconfigured(detail)
    default:
      return new Rejected(detail)
  }
}
