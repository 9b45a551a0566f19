import { ConfigError } from './config-error.ts'

export interface CacheSettings {
  /** Of all answers together, bytes. */
  readonly bytes: number
  /** The longest that an answer is kept, ms. */
  readonly ttlMs: number
}

type Env = Readonly<Record<string, string | undefined>>

/**
 * Null: no answer is kept, which is what people who change the database by hand expect outside production.
 * @throws ConfigError with one sentence that names the variable
 */
export function readCacheSettings(env: Env, production: boolean): CacheSettings | null {
  const asked = env.RESPONSE_CACHE ?? (production ? 'on' : 'off')
  if (asked !== 'on' && asked !== 'off')
    throw new ConfigError('RESPONSE_CACHE takes on or off; it is set to something else.')
  const bytes = wholeNumber(env, 'RESPONSE_CACHE_MB', 64, 4_096) * 1024 * 1024
  const ttlMs = wholeNumber(env, 'RESPONSE_CACHE_SECONDS', 10, 3_600) * 1_000
  return asked === 'on' ? { bytes, ttlMs } : null
}

function wholeNumber(env: Env, name: string, usual: number, max: number): number {
  const text = env[name]
  if (!text) return usual
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > max)
    throw new ConfigError(`${name} takes a whole number from 1 to ${max}; it is set to something else.`)
  return number
}
