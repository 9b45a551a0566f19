const TAGS = { en: ['en', 'en-GB'], zh: ['zh-CN', 'zh-CN'] } as const
type Language = keyof typeof TAGS

const formatsOf = ([relative, exact]: (typeof TAGS)[Language]) => ({
  relative: new Intl.RelativeTimeFormat(relative, { numeric: 'auto', style: 'narrow' }),
  exact: new Intl.DateTimeFormat(exact, { dateStyle: 'medium', timeStyle: 'medium' }),
})
const FORMATS = { en: formatsOf(TAGS.en), zh: formatsOf(TAGS.zh) }

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** "3 min ago", "in 2 hr". */
export function relative(at: string, language: Language = 'en', now: number = Date.now()): string {
  const seconds = (Date.parse(at) - now) / 1000
  const [unit, size] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? ['second', 1]
  if (unit === 'second' && Math.abs(seconds) < 5) return language === 'zh' ? '刚刚' : 'now'
  return FORMATS[language].relative.format(Math.trunc(seconds / size), unit)
}

/** In the operator's own time zone. */
export function exact(at: string, language: Language = 'en'): string {
  return FORMATS[language].exact.format(new Date(at))
}

/** "45 s", "12 min", "3 h 20 min", "2 d 4 h". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 90) return `${whole} s`
  const minutes = Math.round(whole / 60)
  if (minutes < 90) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`
  return `${Math.floor(hours / 24)} d ${hours % 24} h`
}
