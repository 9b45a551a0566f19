import { expect, it } from 'vitest'
import { PRODUCTION_NEEDS, randomKey } from '../../test/support/settings.ts'
import { readConfig } from './index.ts'

const PRODUCTION = { ...PRODUCTION_NEEDS, PUBLIC_URL: 'https://graph.example', MEDIA_S3_BUCKET: 'shop' }

const warningsOf = (env: Record<string, string>) => readConfig(env).warnings

it('nothing is warned of when all is well, also among variables of other programs', () => {
  expect(warningsOf({})).toEqual([])
  const others = {
    PATH: '/bin',
    HOME: '/root',
    HOSTNAME: 'a1',
    TERM: 'xterm',
    SHELL: '/bin/sh',
    NODE_OPTIONS: '--x',
    npm_config_cache: '/tmp',
    npm_lifecycle_event: 'start',
    OTEL_EXPORTER_OTLP_HEADERS: 'a=b',
    POSTGRES_PASSWORD: 'x',
    REDIS_SERVICE_HOST: '10.0.0.1',
    REDIS_PORT_6379_TCP_ADDR: '10.0.0.1',
    REDIS_URI: '',
  }
  const env = { ...PRODUCTION, REDIS_URL: 'redis://r', ROLE: 'gateway', ...others }
  expect(warningsOf(env)).toEqual([])
})

it.each([
  ['REDIS_URI', 'REDIS_URL'],
  ['CORS_ORIGIN', 'CORS_ORIGINS'],
  ['DATABSE_URL', 'DATABASE_URL'],
  ['DATABASE_URI', 'DATABASE_URL'],
  ['DB_URL', 'DATABASE_URL'],
  ['database_url', 'DATABASE_URL'],
  ['JWT_SECRET', 'AUTH_JWT_SECRET'],
  ['JWKS_URL', 'AUTH_JWKS_URL'],
  ['AUTH_SECRET', 'AUTH_JWT_SECRET'],
  ['ENCRYPTON_KEY', 'ENCRYPTION_KEY'],
  ['LOGLEVEL', 'LOG_LEVEL'],
  ['PUBLIC_URI', 'PUBLIC_URL'],
  ['PORTS', 'PORT'],
  ['TRUSTED_PROXY', 'TRUSTED_PROXIES'],
  ['RATE_LIMIT_POINT', 'RATE_LIMIT_POINTS'],
  ['TAOBAO_APPKEY', 'TAOBAO_APP_KEY'],
  ['HUB_ADRESS', 'HUB_ADDRESS'],
  ['PAYMENT_PROVIDER', 'PAYMENT_PROVIDERS'],
  ['OUTBOX_RETENTION_DAYS', 'OUTBOX_RETENTION_HOURS'],
])('%s is warned of, and %s named as the nearest, without its value', (name, meant) => {
  expect(warningsOf({ [name]: 'hunter2' })).toEqual([
    `${name} is no setting and is not read; ${meant} is the nearest one.`,
  ])
})

it.each<[string, Record<string, string>, RegExp]>([
  ['the sandbox in production', { ...PRODUCTION, SANDBOX: 'on' }, /^SANDBOX is on in production/],
  [
    'two ways of auth',
    { AUTH_JWKS_URL: 'https://login.example.com/keys', AUTH_JWT_SECRET: randomKey() },
    /AUTH_JWKS_URL wins/,
  ],
  [
    'a gateway without Redis',
    { ...PRODUCTION, ROLE: 'gateway' },
    /^ROLE is gateway and REDIS_URL is not set/,
  ],
  [
    'a worker with a folder of its own for files',
    { ...PRODUCTION, REDIS_URL: 'redis://r', ROLE: 'worker', MEDIA_S3_BUCKET: '' },
    /^ROLE is worker and neither MEDIA_S3_BUCKET nor MEDIA_FOLDER is set/,
  ],
  ['a machine that nobody can reach', { ...PRODUCTION, PUBLIC_URL: '' }, /^PUBLIC_URL is not set/],
  ['a worker on the embedded database', { ROLE: 'worker' }, /^ROLE is worker and DATABASE_URL is not set/],
])('%s is warned of', (_what, env, sentence) => {
  expect(warningsOf(env)).toEqual([expect.stringMatching(sentence)])
})
