import { ConfigError, type Table, type Values } from './setting.ts'
import { address, oneOf, redisAddress, text, wholeNumber } from './types.ts'

export const DATABASE = {
  DATABASE_URL: {
    type: address(
      ['postgres:', 'postgresql:'],
      'a PostgreSQL address such as postgresql://user:password@host:5432/name',
    ),
    secret: true,
    otherwise: 'the embedded database',
    sentence: 'PostgreSQL 15 or newer. Production needs it.',
  },
  DATABASE: {
    type: oneOf('embedded'),
    sentence:
      '`embedded` runs production on the embedded database: one process, one connection, its data in one folder.',
    development: true,
  },
  DATABASE_POOL: {
    type: wholeNumber(5, 500, 'connections'),
    default: '20',
    sentence: 'Connections of this process to PostgreSQL; two or three more wait for its news.',
  },
  DATA_DIR: {
    type: text('a folder for the embedded database'),
    default: '.data',
    sentence: 'Folder of the embedded database, for one process at a time.',
    development: true,
  },
  REDIS_URL: {
    type: redisAddress,
    secret: true,
    otherwise: 'events stay in this process',
    sentence:
      'Redis 7 or newer: `redis://[user:password@]host:port[/number]`, with sentinels `redis+sentinel://[user:password@]host:port,host:port/master-name[/number][?sentinelPassword=…]`, a cluster `redis+cluster://[user:password@]host:port,host:port`; with TLS `rediss…`.',
  },
} as const satisfies Table

/** Address of PostgreSQL; null: the embedded database. @throws ConfigError */
export function databaseUrlOf(
  { DATABASE_URL, DATABASE: embedded }: Values<typeof DATABASE>,
  production: boolean,
): string | null {
  if (DATABASE_URL && embedded)
    throw new ConfigError('DATABASE is embedded and DATABASE_URL is set: only one of them can be meant.')
  if (production && !DATABASE_URL && !embedded)
    throw new ConfigError(
      'DATABASE_URL has to be set in production; DATABASE=embedded keeps the data in the folder DATA_DIR instead.',
    )
  return DATABASE_URL ?? null
}
