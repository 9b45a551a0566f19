import { type Outcome, outcome, type UserError } from '../src/domain/user-error.ts'

export const IDEMPOTENCY_KEY =
  'Chosen by the client, the same for every repetition of the same request: the second one changes nothing and gets the first answer.'

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
