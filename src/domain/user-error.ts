/** Codes of expected failures, as in the graph's `UserErrorCode`. */
export const USER_ERROR_CODES = [
  'NOT_FOUND',
  'INVALID_INPUT',
  'INSUFFICIENT_STOCK',
  'VERSION_CONFLICT',
  'IDEMPOTENCY_MISMATCH',
  'INVALID_TRANSITION',
  'FORBIDDEN',
  'ALREADY_EXISTS',
  'QUOTE_EXPIRED',
  'PRICE_CHANGED',
  'INSUFFICIENT_FUNDS',
  'RESTRICTED_GOODS',
  'UPSTREAM_REJECTED',
  'UPSTREAM_UNAVAILABLE',
  'LIMIT_EXCEEDED',
] as const
export type UserErrorCode = (typeof USER_ERROR_CODES)[number]

/** An expected failure, as data. `field` is the path into the mutation's input; null when no single field is at fault. */
export interface UserError {
  readonly code: UserErrorCode
  readonly field: readonly string[] | null
  readonly message: string
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly UserError[] }

/** Thrown inside a transaction to roll it back; `outcome` turns it into data at the use case's border. */
export class Refused extends Error {
  readonly errors: readonly UserError[]
  constructor(code: UserErrorCode, field: readonly string[] | null, message: string)
  constructor(errors: readonly UserError[])
  constructor(first: UserErrorCode | readonly UserError[], field?: readonly string[] | null, message = '') {
    const errors = typeof first === 'string' ? [{ code: first, field: field ?? null, message }] : first
    super(errors.map((error) => error.message).join('; '))
    this.name = 'Refused'
    this.errors = errors
  }
}

/** Runs a use case; refusals become data, other errors are rethrown. */
export async function outcome<T>(run: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await run() }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, errors: error.errors }
    throw error
  }
}
