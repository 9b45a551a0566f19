const OFFSET_MS = 8 * 3_600_000
const DAY_MS = 86_400_000
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?(?:\+0800|\+08:00)?$/

/** "2026-01-31 08:00:00" on a Chinese clock to the instant, or null when it is no such time. */
export function instantOfGmt8(value: string): Date | null {
  const match = SHAPE.exec(value.trim())
  if (!match) return null
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const ms = Number((match[7] ?? '0').padEnd(3, '0'))
  const shifted = Date.UTC(year, month - 1, day, hour, minute, second, ms)
  // The 31st of February rolls over: such a time never was.
  if (
    new Date(shifted).getUTCDate() !== day ||
    month < 1 ||
    month > 12 ||
    hour > 23 ||
    minute > 59 ||
    second > 59
  )
    return null
  return new Date(shifted - OFFSET_MS)
}

/** `yyyy-MM-dd HH:mm:ss` in GMT+8: the timestamp and date parameters of TOP, JD and Qimen. */
export function gmt8Text(instant: Date): string {
  return new Date(instant.getTime() + OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ')
}

/** Milliseconds until the next midnight of a Chinese clock, when quotas of a day begin again. */
export function untilMidnightGmt8(now: number): number {
  return DAY_MS - ((now + OFFSET_MS) % DAY_MS)
}

/** `yyyy-MM-dd` in GMT+8 of an instant in ms: the day that providers count calls by. */
export const dayGmt8 = (now: number): string => new Date(now + OFFSET_MS).toISOString().slice(0, 10)
