import type { Platform } from '../domain/platform.ts'
import { ANSWERS, type CacheSettings, cacheOf, type DocumentSettings, documentSettingsOf } from './answers.ts'
import { AUTH, type AuthSettings, authOf, type EncryptionKeys, encryptionKeysOf } from './auth.ts'
import { DATABASE, databaseUrlOf } from './database.ts'
import { ITEMS, type ItemSettings, itemsOf } from './items.ts'
import {
  CONNECTIONS,
  type ConnectionSettings,
  connectionsOf,
  LIMITS,
  type LimitSettings,
  limitsOf,
} from './limits.ts'
import { MAIL, type MailSettings, mailOf, type SyncAlertSettings, syncAlertsOf } from './mail.ts'
import { MARKETPLACES, type MarketplaceApp, marketplacesOf } from './marketplaces.ts'
import { MEDIA, type MediaSettings, mediaOf } from './media.ts'
import { ORDERS, type OrderSettings } from './orders.ts'
import { PAYMENTS, paymentsOf } from './payments.ts'
import { buyersOf, hubOf, PURCHASING } from './purchasing.ts'
import { RATES, type RateSettings, ratesOf } from './rates.ts'
import { RETENTION, type RetentionSettings, retentionOf } from './retention.ts'
import { SEARCH, type SearchSettings, searchOf } from './search.ts'
import { SANDBOX_SETTINGS, type SandboxSettings, SERVER, sandboxOf } from './server.ts'
import { ConfigError, type Env, readTable, type Table, type Values } from './setting.ts'
import { SYNC_SETTINGS, type SyncSettings, WAREHOUSE, warehouseSettingsOf } from './sync.ts'
import { TRACING, type TracingSettings, tracingOf } from './tracing.ts'
import { TRANSLATION, type TranslationSettings, translationOf } from './translation.ts'
import { warningsOf } from './warnings.ts'

export type { CacheSettings } from './answers.ts'
export type { MarketplaceApp } from './marketplaces.ts'
export type { BucketSettings, MediaSettings } from './media.ts'
export { SANDBOX_PROVIDER } from './payments.ts'
export type { Buyer, BuyerApp } from './purchasing.ts'
export type { RetentionSettings } from './retention.ts'
export type { SearchSettings } from './search.ts'
export { ConfigError } from './setting.ts'
export {
  DEVELOPMENT_ENCRYPTION_KEY,
  DEVELOPMENT_JWT_SECRET,
  DEVELOPMENT_PAYMENT_SECRET,
  weaknessOf,
} from './strength.ts'
export type { TracingSettings } from './tracing.ts'

/** The environment, parsed and frozen. */
export interface Config {
  readonly production: boolean
  readonly host: string
  /** 0 picks a free port (tests). */
  readonly port: number
  /** Null: the embedded database under `dataDir`. */
  readonly databaseUrl: string | null
  /** Size of this process's pool, not counting two or three listening connections. */
  readonly databasePool: number
  /** Null: the event bus in this process. */
  readonly redisUrl: string | null
  readonly dataDir: string
  readonly role: 'all' | 'gateway' | 'worker'
  /** Where people reach us, without a slash at the end; null: where we listen. */
  readonly publicUrl: string | null
  /** Real marketplaces; the sandbox plays those that are missing, when it is on. */
  readonly marketplaces: ReadonlyMap<Platform, MarketplaceApp>
  /** How items of marketplaces are read. */
  readonly items: ItemSettings
  readonly translation: TranslationSettings
  readonly search: SearchSettings
  readonly rates: RateSettings
  /** Where files are stored, and how large they may be. */
  readonly media: MediaSettings
  readonly orders: OrderSettings
  readonly sync: SyncSettings
  /** How long history is kept. */
  readonly retention: RetentionSettings
  /** Null: no e-mails are sent. */
  readonly mail: MailSettings | null
  readonly syncAlerts: SyncAlertSettings
  readonly sandbox: SandboxSettings
  readonly auth: AuthSettings
  /** 32 bytes each: tokens and personal data at rest. The first seals, all open. */
  readonly encryptionKeys: EncryptionKeys
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  readonly limits: LimitSettings
  readonly connections: ConnectionSettings
  /** Null: every answer is computed. */
  readonly responseCache: CacheSettings | null
  readonly documents: DocumentSettings
  /** Null: nothing is traced. */
  readonly tracing: TracingSettings | null
  /** Valid but suspicious settings: sentences for the log and for `npm run doctor`. */
  readonly warnings: readonly string[]
}

/**
 * The settings of this process, from its environment unless another one is given. An empty variable counts as unset:
 * compose files and shells often pass them.
 * @throws ConfigError with one sentence that names the variable
 */
export function readConfig(env: Env = process.env): Config {
  if (env.PAYMENT_WEBHOOK_SECRET)
    throw new ConfigError(
      'PAYMENT_WEBHOOK_SECRET is not read any more: name the providers in PAYMENT_PROVIDERS, and give each a PAYMENT_SECRET_<NAME>.',
    )
  const production = readTable(SERVER, env, false).NODE_ENV === 'production'
  const read = <T extends Table>(table: T): Values<T> => readTable(table, env, production)
  const server = read(SERVER)
  const database = read(DATABASE)
  const auth = read(AUTH)
  const orders = read(ORDERS)
  const purchasing = read(PURCHASING)
  const answers = read(ANSWERS)
  const mail = read(MAIL)
  const publicUrl = server.PUBLIC_URL ?? null
  const marketplaces = marketplacesOf(read(MARKETPLACES))
  if (production && marketplaces.size > 0 && publicUrl === null)
    throw new ConfigError(
      'PUBLIC_URL has to be set in production when a marketplace is: it sends shop owners back to there.',
    )
  const config = {
    production,
    host: server.HOST,
    port: server.PORT,
    databasePool: database.DATABASE_POOL,
    redisUrl: database.REDIS_URL ?? null,
    dataDir: database.DATA_DIR,
    role: server.ROLE,
    publicUrl,
    auth: authOf(auth, production),
    encryptionKeys: encryptionKeysOf(auth, production),
    // After the keys: those are reported first.
    databaseUrl: databaseUrlOf(database, production),
    marketplaces,
    items: itemsOf(read(ITEMS)),
    translation: translationOf(read(TRANSLATION)),
    search: searchOf(read(SEARCH)),
    rates: ratesOf(read(RATES)),
    media: mediaOf(read(MEDIA), database.DATA_DIR),
    orders: {
      reservationMinutes: orders.ORDER_RESERVATION_MINUTES,
      unpaidLimits: { orders: orders.ORDER_MAX_UNPAID, piecesOfSku: orders.ORDER_MAX_UNPAID_PIECES },
      completeDays: orders.ORDER_COMPLETE_DAYS,
      ...paymentsOf(read(PAYMENTS), production),
      buyers: buyersOf(purchasing),
      hub: hubOf(purchasing, production),
    },
    sync: { enabled: read(SYNC_SETTINGS).SYNC, warehouse: warehouseSettingsOf(read(WAREHOUSE)) },
    retention: retentionOf(read(RETENTION)),
    mail: mailOf(mail),
    syncAlerts: syncAlertsOf(mail, production),
    sandbox: sandboxOf(read(SANDBOX_SETTINGS), !production && marketplaces.size === 0),
    logLevel: server.LOG_LEVEL,
    limits: limitsOf(read(LIMITS), { production, publicUrl }),
    connections: connectionsOf(read(CONNECTIONS)),
    responseCache: cacheOf(answers),
    documents: documentSettingsOf(answers),
    tracing: tracingOf(read(TRACING)),
  }
  return Object.freeze({ ...config, warnings: warningsOf(config, env) })
}
