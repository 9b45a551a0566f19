import { randomBytes } from 'node:crypto'

/** An env file with its blanks filled by valid values. */
export function filledIn(example: string): Record<string, string> {
  const pairs = example.split('\n').flatMap((line) => {
    const [, name = '', value = ''] = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? []
    return name === '' ? [] : [[name, value === '' ? valueFor(name) : value] as const]
  })
  return Object.fromEntries(pairs)
}

const HUB = {
  name: '集运仓',
  mobile: '13000000000',
  province: '广东省',
  city: '广州市',
  district: '白云区',
  address: '1号',
}

/** A value of the right shape. */
export function valueFor(name: string): string {
  if (name === 'DATABASE_URL') return 'postgresql://haitao:abc123@db.internal:5432/haitao'
  if (name === 'REDIS_URL') return 'rediss://:abc123@redis.internal:6379'
  if (name === 'ENCRYPTION_KEY') return randomBytes(32).toString('base64')
  if (name === 'HUB_ADDRESS') return JSON.stringify(HUB)
  if (name === 'MAIL_FROM' || name === 'SYNC_ALERT_MAIL_TO') return 'alerts@example.com'
  if (name === 'SMTP_URL') return 'smtps://user:abc123@mail.example.com:465'
  if (name === 'PAYMENT_PROVIDERS') return 'alipay'
  if (name === 'PAYMENT_PAGE_URL') return 'https://pay.example.com/?order={order}'
  if (name === 'MEDIA_IMPORT_HOSTS') return 'img.example.com'
  if (/(URL|ENDPOINT|ORIGINS)$/.test(name)) return 'https://some.example.com'
  return randomBytes(24).toString('base64url')
}

/** `60s` or 60. */
export function secondsOf(text: string | number | undefined): number {
  const seconds = Number(String(text).replace(/s$/, ''))
  if (!Number.isFinite(seconds)) throw new Error(`${text} is no number of seconds`)
  return seconds
}
