import { ConfigError } from './config-error.ts'

/** Who may ask from where, and how much. */
export interface LimitSettings {
  /** Browsers may call from pages of these origins; null: from everywhere. */
  readonly origins: readonly string[] | null
  /** Points of cost per 10 seconds for an address without a token, ten times as many for a token's subject; null: no limit. */
  readonly ratePoints: number | null
  readonly socketsPerAddress: number
  /** Proxies of ours in front of the gateway: so many entries of X-Forwarded-For are trusted. */
  readonly trustedProxies: number
  /** A query or mutation may run so long, ms. */
  readonly executionMs: number
}

type Env = Readonly<Record<string, string | undefined>>

/** @throws ConfigError with one sentence that names the variable */
export function readLimitSettings(env: Env, production: boolean): LimitSettings {
  // Outside production everybody shares one address, and load tests are welcome.
  const points = wholeNumber(env, 'RATE_LIMIT_POINTS', production ? 20_000 : 20_000_000, 100)
  return {
    origins: production || env.CORS_ORIGINS ? originsOf(env) : null,
    ratePoints: env.RATE_LIMIT === 'off' ? null : points,
    socketsPerAddress: wholeNumber(env, 'MAX_SOCKETS_PER_ADDRESS', production ? 200 : 20_000, 1),
    trustedProxies: wholeNumber(env, 'TRUSTED_PROXIES', 0, 0, 10),
    executionMs: 1_000 * wholeNumber(env, 'OPERATION_TIMEOUT_SECONDS', 30, 1, 600),
  }
}

/** The gateway's own address is always among them. */
function originsOf({ CORS_ORIGINS, PUBLIC_URL }: Env): readonly string[] {
  const listed = (CORS_ORIGINS ?? '').split(',').map((text) => text.trim())
  const own = PUBLIC_URL && URL.canParse(PUBLIC_URL) ? [new URL(PUBLIC_URL).origin] : []
  const origins = listed.filter((text) => text !== '')
  for (const origin of origins)
    if (!/^https?:/.test(origin) || !URL.canParse(origin) || new URL(origin).origin !== origin)
      throw new ConfigError(
        'CORS_ORIGINS takes origins such as https://shop.example.com, separated by commas; it is set to something else.',
      )
  return [...new Set([...origins, ...own])]
}

function wholeNumber(env: Env, name: string, usual: number, min: number, max = 1_000_000_000): number {
  const text = env[name]
  if (!text) return usual
  const number = Number(text)
  if (!Number.isInteger(number) || number < min || number > max)
    throw new ConfigError(`${name} takes a whole number from ${min} to ${max}; it is set to something else.`)
  return number
}
