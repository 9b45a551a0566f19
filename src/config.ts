import { Buffer } from 'node:buffer'
import { z } from 'zod'
import { type CacheSettings, readCacheSettings } from './config-cache.ts'
import { type ConnectionSettings, readConnectionSettings } from './config-connections.ts'
import { type DocumentSettings, readDocumentSettings } from './config-documents.ts'
import { ConfigError } from './config-error.ts'
import { type LimitSettings, readLimitSettings } from './config-limits.ts'
import { type MailSettings, readMailSettings } from './config-mail.ts'
import { type MarketplaceApp, readMarketplaces } from './config-marketplaces.ts'
import { type OrderSettings, readOrderSettings } from './config-orders.ts'
import { type RetentionSettings, readRetentionSettings } from './config-retention.ts'
import { readSyncSettings, type SyncSettings } from './config-sync.ts'
import { readSyncAlertSettings, type SyncAlertSettings } from './config-sync-alerts.ts'
import { readTracingSettings, type TracingSettings } from './config-tracing.ts'
import type { Platform } from './domain/platform.ts'
import { parseRedisAddress } from './domain/redis-address.ts'

export { ConfigError } from './config-error.ts'

/** Everything the environment may say, parsed and frozen. The only reader of `process.env`. */
export interface Config {
  readonly production: boolean
  readonly host: string
  /** 0 picks a free port (tests). */
  readonly port: number
  /** Null: the embedded database under `dataDir`. */
  readonly databaseUrl: string | null
  /** Connections to it of this process, beside two or three that wait for news. */
  readonly databasePool: number
  /** Null: the event bus in this process. */
  readonly redisUrl: string | null
  readonly dataDir: string
  readonly role: 'all' | 'gateway' | 'worker'
  /** Where people reach us, without a slash at the end; null: where we listen. */
  readonly publicUrl: string | null
  /** Real marketplaces; the sandbox plays those that are missing, when it is on. */
  readonly marketplaces: ReadonlyMap<Platform, MarketplaceApp>
  readonly orders: OrderSettings
  readonly sync: SyncSettings
  /** How long history is kept. */
  readonly retention: RetentionSettings
  /** Null: suppliers get no e-mails. */
  readonly mail: MailSettings | null
  readonly syncAlerts: SyncAlertSettings
  readonly sandbox: { readonly enabled: boolean; readonly port: number; readonly traffic: boolean }
  readonly auth:
    | { readonly kind: 'secret'; readonly secret: string; readonly formerSecret: string | null }
    | { readonly kind: 'jwks'; readonly url: string }
  /** 32 bytes each: tokens and personal data at rest. The first seals, all open. */
  readonly encryptionKeys: readonly [Buffer, ...Buffer[]]
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  readonly limits: LimitSettings
  readonly connections: ConnectionSettings
  /** Null: every answer is made anew. */
  readonly responseCache: CacheSettings | null
  readonly documents: DocumentSettings
  /** Null: nothing is traced. */
  readonly tracing: TracingSettings | null
}

/** Known to everybody who reads this file, therefore refused in production. */
export const DEVELOPMENT_JWT_SECRET = 'haitao-graph-development-secret-never-in-production'
export const DEVELOPMENT_ENCRYPTION_KEY = Buffer.alloc(32, 'haitao-graph development key').toString('base64')

const port = (name: string) =>
  z.coerce
    .number({ error: `${name} takes a port number from 0 to 65535` })
    .int()
    .min(0)
    .max(65535)
const onOff = z.enum(['on', 'off'])
const url = (protocols: string[]) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol))
    .optional()

const Env = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port('PORT').default(4000),
  DATABASE_URL: url(['postgres:', 'postgresql:']),
  DATABASE_POOL: z.coerce.number().int().min(5).max(500).default(20),
  REDIS_URL: z
    .string()
    .refine((text) => parseRedisAddress(text) !== null)
    .optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  ROLE: z.enum(['all', 'gateway', 'worker']).default('all'),
  SANDBOX: onOff.optional(),
  SANDBOX_PORT: port('SANDBOX_PORT').default(4010),
  SANDBOX_TRAFFIC: onOff.default('on'),
  AUTH_JWT_SECRET: z.string().min(32).optional(),
  AUTH_JWT_FORMER_SECRET: z.string().min(32).optional(),
  AUTH_JWKS_URL: url(['http:', 'https:']),
  ENCRYPTION_KEY: z
    .string()
    .refine((text) => keysOf(text).every((key) => key.length === 32))
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).optional(),
  RATE_LIMIT: onOff.default('on'),
  PUBLIC_URL: url(['http:', 'https:']),
})

/** The variables read here; those of each part are read in the file of the part. */
export const BASE_VARIABLES: readonly string[] = Object.keys(Env.shape)

const TAKES: Readonly<Record<string, string>> = {
  NODE_ENV: 'development, test or production',
  HOST: 'an address to listen on, such as 127.0.0.1',
  PORT: 'a port number from 0 to 65535',
  DATABASE_URL: 'a PostgreSQL address such as postgresql://user:password@host:5432/name',
  DATABASE_POOL: 'a whole number of connections from 5 to 500',
  REDIS_URL:
    'a Redis address such as redis://host:6379, redis+sentinel://host:26379,host:26379/master or redis+cluster://host:6379,host:6379',
  DATA_DIR: 'a folder for the embedded database',
  ROLE: 'one of all, gateway, worker',
  SANDBOX: 'on or off',
  SANDBOX_PORT: 'a port number from 0 to 65535',
  SANDBOX_TRAFFIC: 'on or off',
  AUTH_JWT_SECRET: 'a secret of at least 32 characters',
  AUTH_JWT_FORMER_SECRET: 'the secret of before, while its tokens are still to be believed',
  AUTH_JWKS_URL: 'an http or https address of a JWKS document',
  ENCRYPTION_KEY: '32 bytes in base64, or several such separated by commas, the present one first',
  LOG_LEVEL: 'one of fatal, error, warn, info, debug, trace, silent',
  RATE_LIMIT: 'on or off',
  PUBLIC_URL: 'an http or https address under which people reach the gateway',
}

/** @throws ConfigError with one sentence that names the variable */
export function readConfig(env: Record<string, string | undefined>): Config {
  // An empty variable is one that was not set: compose files and shells leave such behind.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Env.safeParse(given)
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0] ?? 'environment')
    throw new ConfigError(`${name} takes ${TAKES[name] ?? 'another value'}; it is set to something else.`)
  }
  const vars = parsed.data
  const production = vars.NODE_ENV === 'production'
  const marketplaces = readMarketplaces(given)
  if (production) refuseDevelopmentSettings(vars, marketplaces.size > 0)
  return Object.freeze({
    production,
    host: vars.HOST,
    port: vars.PORT,
    databaseUrl: vars.DATABASE_URL ?? null,
    databasePool: vars.DATABASE_POOL,
    redisUrl: vars.REDIS_URL ?? null,
    dataDir: vars.DATA_DIR,
    role: vars.ROLE,
    publicUrl: vars.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    marketplaces,
    orders: readOrderSettings(given, production),
    sync: readSyncSettings(given),
    retention: readRetentionSettings(given),
    mail: readMailSettings(given),
    syncAlerts: readSyncAlertSettings(given, { production, mail: Boolean(given.SMTP_URL) }),
    sandbox: {
      enabled: (vars.SANDBOX ?? (production || marketplaces.size > 0 ? 'off' : 'on')) === 'on',
      port: vars.SANDBOX_PORT,
      traffic: vars.SANDBOX_TRAFFIC === 'on',
    },
    auth: vars.AUTH_JWKS_URL
      ? { kind: 'jwks' as const, url: vars.AUTH_JWKS_URL }
      : {
          kind: 'secret' as const,
          secret: vars.AUTH_JWT_SECRET ?? DEVELOPMENT_JWT_SECRET,
          formerSecret: vars.AUTH_JWT_FORMER_SECRET ?? null,
        },
    encryptionKeys: keysOf(vars.ENCRYPTION_KEY ?? DEVELOPMENT_ENCRYPTION_KEY),
    logLevel: vars.LOG_LEVEL ?? (production ? 'info' : 'warn'),
    limits: readLimitSettings(given, production),
    connections: readConnectionSettings(given, production),
    responseCache: readCacheSettings(given, production),
    documents: readDocumentSettings(given),
    tracing: readTracingSettings(given),
  })
}

/** Several while a key is being replaced: the first seals, the others still open. */
function keysOf(text: string): readonly [Buffer, ...Buffer[]] {
  const [first = '', ...others] = text.split(',')
  const bytes = (key: string) => Buffer.from(key.trim(), 'base64')
  return [bytes(first), ...others.map(bytes)]
}

function refuseDevelopmentSettings(vars: z.infer<typeof Env>, hasMarketplaces: boolean): void {
  const secrets = [vars.AUTH_JWT_SECRET, vars.AUTH_JWT_FORMER_SECRET]
  if (!vars.AUTH_JWKS_URL && (!vars.AUTH_JWT_SECRET || secrets.includes(DEVELOPMENT_JWT_SECRET)))
    throw new ConfigError(
      'AUTH_JWT_SECRET or AUTH_JWKS_URL has to be set in production: the development secret is public.',
    )
  if (!vars.ENCRYPTION_KEY || vars.ENCRYPTION_KEY.includes(DEVELOPMENT_ENCRYPTION_KEY))
    throw new ConfigError(
      'ENCRYPTION_KEY has to be set in production: 32 random bytes in base64 (openssl rand -base64 32).',
    )
  if (hasMarketplaces && !vars.PUBLIC_URL)
    throw new ConfigError(
      'PUBLIC_URL has to be set in production when a marketplace is: it sends shop owners back to there.',
    )
  if (vars.RATE_LIMIT === 'off') throw new ConfigError('RATE_LIMIT can be off only outside production.')
}
