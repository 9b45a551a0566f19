import type { z } from 'zod'
import { Refused } from './user-error.ts'

/**
 * Parses a mutation's input at the use case's border.
 * @throws Refused INVALID_INPUT, one error per field, each naming its path
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw new Refused(
    parsed.error.issues.map((issue) => ({
      code: 'INVALID_INPUT',
      field: issue.path.length > 0 ? issue.path.map(String) : null,
      message: issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message,
    })),
  )
}
