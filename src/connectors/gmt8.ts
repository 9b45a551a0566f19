const OFFSET_MS = 8 * 3_600_000
const DAY_MS = 86_400_000
const SHAPE = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.(\d{1,3}))?(?:\+0800|\+08:00)?$/

/** "2026-01-31 08:00:00" on a Chinese clock to the instant, or null when it is no such time. */
export function instantOfGmt8(value: string): Date | null {
  const match = SHAPE.exec(value.trim())
  if (!match) return null
  const [, day, time, fraction = ''] = match
  const shown = `${day}T${time}.${fraction.padEnd(3, '0')}`
  const ms = Date.parse(`${shown}+08:00`)
  // Date.parse rolls the 31st of February over and takes 24:00: such a time never was.
  const isTime = !Number.isNaN(ms) && new Date(ms + OFFSET_MS).toISOString() === `${shown}Z`
  return isTime ? new Date(ms) : null
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
