const EIGHT_HOURS = 8 * 3_600_000

/** Shifts an instant so that its UTC fields read as the clock on a Chinese wall. */
const shifted = (at: Date) => new Date(at.getTime() + EIGHT_HOURS).toISOString()

/** `yyyy-MM-dd HH:mm:ss` on the GMT+8 clock: TOP, JD and Qimen (protocols.md 0). */
export const chinaTime = (at: Date): string => shifted(at).slice(0, 19).replace('T', ' ')

/** `yyyyMMddHHmmssSSS+0800`: 1688 (protocols.md 3.1). */
export const aopTime = (at: Date): string => `${shifted(at).slice(0, 23).replace(/\D/g, '')}+0800`

const CHINA_TIME = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{3}))?(?:\+0800)?$/

/** Reads `yyyy-MM-dd HH:mm:ss`, with JD's optional `.SSS` and `+0800`; undefined when it is no such time. */
export function parseChinaTime(text: string): Date | undefined {
  const parts = CHINA_TIME.exec(text)
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second, millis = '000'] = parts
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${millis}+08:00`)
  return Number.isNaN(at.getTime()) ? undefined : at
}

const AOP_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})([+-])(\d\d)(\d\d)$/

/** Reads 1688's `yyyyMMddHHmmssSSSZ`; undefined when it is no such time. */
export function parseAopTime(text: string): Date | undefined {
  const parts = AOP_TIME.exec(text)
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second, millis, sign, zoneHours, zoneMinutes] = parts
  const zone = `${sign}${zoneHours}:${zoneMinutes}`
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${millis}${zone}`)
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** Yuan as a decimal string, the way money travels on most of these wires ("5.00"). */
export function yuan(fen: number): string {
  const sign = fen < 0 ? '-' : ''
  const whole = Math.abs(fen)
  return `${sign}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`
}
