import { z } from 'zod'
import { badInput } from './errors.ts'

const DAY = 86_400_000
const LONGEST_DAYS = 366
/** The first instant that DateTime takes. */
const BEGINNING = Date.parse('0001-01-01T00:00:00Z')

const USUAL_DAYS = 30

/** @param days how long a period is whose beginning is not named */
export const fromDescription = (days = USUAL_DAYS) =>
  `First instant that counts; ${days} days before \`to\` when absent.`
export const FROM_DESCRIPTION = fromDescription()
export const TO_DESCRIPTION = `First instant that no longer counts; now when absent. At most ${LONGEST_DAYS} days after \`from\`.`

const Period = z
  .object({ from: z.date(), to: z.date() })
  .refine(({ from, to }) => from < to, { path: ['from'], error: 'has to be before `to`' })
  .refine(({ from, to }) => to.getTime() - from.getTime() <= LONGEST_DAYS * DAY, {
    path: ['from'],
    error: `has to be at most ${LONGEST_DAYS} days before \`to\``,
  })

/** @throws GraphQLError BAD_USER_INPUT that names the argument */
export function periodOf(
  args: { from?: Date | null | undefined; to?: Date | null | undefined },
  days = USUAL_DAYS,
): { from: Date; to: Date } {
  const to = args.to ?? new Date()
  const from = args.from ?? new Date(Math.max(BEGINNING, to.getTime() - days * DAY))
  const parsed = Period.safeParse({ from, to })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw badInput(String(issue?.path[0] ?? 'from'), issue?.message ?? 'is not a period')
}
