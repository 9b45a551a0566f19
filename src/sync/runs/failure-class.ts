import { RateLimited, Transient, UpstreamError } from '../../domain/upstream-error.ts'
import { Refused } from '../../domain/user-error.ts'
import { sqlState } from '../../store/transaction.ts'

/** Why a record could not be imported; one word per cause. */
export type FailureClass =
  /** Not in the form that the platform describes. */
  | 'UNREADABLE'
  /** A configured field mapping could not convert it. */
  | 'MAPPING'
  /** The database has no room for what it says. */
  | 'INVALID'
  /** Our own rules refuse it. */
  | 'REFUSED'
  /** The platform said no to it. */
  | 'REJECTED'
  /** The platform did not answer for it. */
  | 'TRANSIENT'

const MINUTE = 60_000

/** Temporary errors are retried with back-off; the others wait for an operator. */
export function retryAt(failure: FailureClass, attempts: number, now: Date): Date | null {
  // A platform that is out of sorts sends records that it can send rightly a minute later.
  if (failure === 'UNREADABLE') return attempts < 5 ? later(now, MINUTE * 4 ** (attempts - 1)) : null
  if (failure === 'TRANSIENT') return later(now, MINUTE * 2 ** Math.min(attempts, 8))
  // The platform may have been changing the record, or our own side was corrected since.
  if (failure === 'REFUSED' || failure === 'REJECTED')
    return attempts < 5 ? later(now, 10 * MINUTE * 2 ** attempts) : null
  return null
}

const later = (now: Date, ms: number) => new Date(now.getTime() + ms)

/** Thrown where a configured field mapping does not fit a record. */
export class MappingFailed extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MappingFailed'
  }
}

/**
 * Class of a record's failure, from the error that its writing threw; null when the record is not to blame
 * (the database is down, the worker stops), so that the whole run has to wait.
 */
export function failureOf(error: unknown): { class: FailureClass; message: string } | null {
  if (error instanceof MappingFailed) return { class: 'MAPPING', message: error.message }
  if (error instanceof Refused) return { class: 'REFUSED', message: error.message }
  if (error instanceof RateLimited || error instanceof Transient)
    return { class: 'TRANSIENT', message: error.message }
  if (error instanceof UpstreamError) return { class: 'REJECTED', message: error.message }
  // Their texts can quote the record, so only the kind is reported.
  if (error instanceof RangeError || error instanceof TypeError)
    return { class: 'INVALID', message: `The record does not fit (${error.name}).` }
  const state = sqlState(error)
  if (state?.startsWith('22') || state?.startsWith('23'))
    return { class: 'INVALID', message: `The database refuses the record (${state}).` }
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code === 'string' && /^P2(000|002|003|004|020|033)$/.test(code))
    return { class: 'INVALID', message: `The database refuses the record (${code}).` }
  return null
}
