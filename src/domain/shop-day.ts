/** Shops of these marketplaces count their days in China, all the year round at GMT+8. */
const OFFSET_MS = 8 * 3600_000
const DAY_MS = 86_400_000

/** `yyyy-MM-dd` of the shop's day at this instant. */
export function shopDayOf(at: Date): string {
  return new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 10)
}

/** From the first instant of the day to the first of the next; null when there is no such day. */
export function spanOfDay(day: string): { readonly from: Date; readonly to: Date } | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null
  const midnight = Date.parse(`${day}T00:00:00.000Z`)
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return null
  const from = new Date(midnight - OFFSET_MS)
  return { from, to: new Date(from.getTime() + DAY_MS) }
}

/** The day before that of the instant. */
export function dayBefore(at: Date): string {
  return shopDayOf(new Date(at.getTime() - DAY_MS))
}
