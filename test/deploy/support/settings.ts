/** An env file with something that the program takes in place of what is to be filled in. */
export function filledIn(example: string): Record<string, string> {
  const pairs = example.split('\n').flatMap((line) => {
    const [, name = '', value = ''] = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? []
    return name === '' ? [] : [[name, value === '' ? valueFor(name) : value] as const]
  })
  return Object.fromEntries(pairs)
}

/** A value of the right shape. */
export function valueFor(name: string): string {
  if (name === 'DATABASE_URL') return 'postgresql://haitao:abc123@db.internal:5432/haitao'
  if (name === 'REDIS_URL') return 'rediss://:abc123@redis.internal:6379'
  if (name === 'ENCRYPTION_KEY') return Buffer.alloc(32, 7).toString('base64')
  if (name === 'MAIL_FROM') return 'alerts@example.com'
  if (name === 'SMTP_URL') return 'smtps://user:abc123@mail.example.com:465'
  if (name === 'PAYMENT_PAGE_URL') return 'https://pay.example.com/?order={order}'
  if (/(URL|ENDPOINT|ORIGINS)$/.test(name)) return 'https://some.example.com'
  return 'something-of-at-least-32-characters-in-length'
}

/** `60s` or 60. */
export function secondsOf(text: string | number | undefined): number {
  const seconds = Number(String(text).replace(/s$/, ''))
  if (!Number.isFinite(seconds)) throw new Error(`${text} is no number of seconds`)
  return seconds
}
