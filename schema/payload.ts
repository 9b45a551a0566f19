import { type Outcome, outcome, type UserError } from '../src/domain/user-error.ts'

/**
 * Runs a mutation's use case and shapes its payload: what it gives, or its user errors beside nothing.
 * `run` may throw Refused (ids that are none) as well as answer with errors.
 */
export async function payloadOf<T, Payload extends object>(
  run: () => Promise<Outcome<T>>,
  shape: (value: T) => Payload,
  empty: Payload,
): Promise<Payload & { userErrors: readonly UserError[] }> {
  const ran = await outcome(run)
  const result = ran.ok ? ran.value : ran
  return result.ok ? { ...shape(result.value), userErrors: [] } : { ...empty, userErrors: result.errors }
}
