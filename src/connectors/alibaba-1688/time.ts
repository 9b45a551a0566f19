import { z } from 'zod'
import { gmt8Text, instantOfGmt8 } from '../gmt8.ts'

/** The platform's own pattern, `20180614101942000+0800`; some fields come as `2018-06-14 10:19:42`. */
export const time1688 = z.string().transform((value, context): Date => {
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{3})\+0800$/.exec(value)
  const instant = match
    ? instantOfGmt8(`${match[1]}-${match[2]}-${match[3]} ${match[4]}:${match[5]}:${match[6]}.${match[7]}`)
    : instantOfGmt8(value)
  if (instant) return instant
  context.addIssue({ code: 'custom', message: 'not a time like 20180614101942000+0800' })
  return z.NEVER
})

export function text1688(instant: Date): string {
  return `${gmt8Text(instant).replace(/\D/g, '')}${String(instant.getUTCMilliseconds()).padStart(3, '0')}+0800`
}
