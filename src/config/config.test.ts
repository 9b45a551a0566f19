import { describe, expect, it } from 'vitest'
import { HUB, TAOBAO, VOP, WMS } from '../../test/support/settings.ts'
import { DEVELOPMENT_PAYMENT_SECRET, readConfig } from './index.ts'

const key = (text: string) => Buffer.alloc(32, text).toString('base64')

const HOUR = 3_600_000

describe('without any variable', () => {
  const config = readConfig({})

  it('runs with the sandbox and no marketplace, on the embedded database', () => {
    expect(config).toMatchObject({
      production: false,
      host: '127.0.0.1',
      port: 4000,
      databaseUrl: null,
      databasePool: 20,
      redisUrl: null,
      dataDir: '.data',
      role: 'all',
      publicUrl: null,
      logLevel: 'warn',
      sandbox: { enabled: true, port: 4010, traffic: true },
      sync: { enabled: true, warehouse: null },
      mail: null,
      syncAlerts: { webhook: null, mailTo: null },
      responseCache: null,
      documents: { mode: 'off', file: null },
      tracing: null,
    })
    expect([...config.marketplaces]).toEqual([])
  })

  it('takes every origin and is generous', () => {
    expect(config.limits).toEqual({
      origins: null,
      ratePoints: 20_000_000,
      socketsPerAddress: 20_000,
      trustedProxies: 0,
      executionMs: 30_000,
      documentLength: 65_536,
      anonymousDocumentLength: 65_536,
      anonymousBodyBytes: 65_536,
      replayEvents: 5_000,
      watchedPerSocket: 5_000,
      watchedPerAddress: 5_000_000,
    })
    expect(config.connections).toEqual({
      idleMs: 600_000,
      lifeMs: 86_400_000,
      stuckMs: 60_000,
      stopDelayMs: 0,
      drainMs: 0,
    })
  })

  it('holds stock for half an hour, completes after two weeks, and knows a hub', () => {
    expect(config.orders).toMatchObject({
      reservationMinutes: 30,
      unpaidLimits: { orders: 5, piecesOfSku: 50 },
      completeDays: 14,
      paymentProviders: new Map([['sandbox', [DEVELOPMENT_PAYMENT_SECRET]]]),
      paymentPage: null,
      buyers: new Map(),
      hub: { city: '广州市' },
    })
  })

  it('keeps events for three days and idempotency keys for ninety', () => {
    expect(config.retention).toMatchObject({ outbox: 72 * HOUR, idempotency: 90 * 24 * HOUR })
    expect(Object.keys(config.retention)).toHaveLength(15)
  })

  it('is as without a variable where it is empty', () => {
    expect(readConfig({ TAOBAO_APP_KEY: '', PUBLIC_URL: '', PORT: '', NODE_ENV: '' })).toEqual(config)
  })
})

describe('what is set', () => {
  it('knows the addresses of the real marketplaces, and leaves the sandbox off beside them', () => {
    const config = readConfig({ ...TAOBAO, ALIBABA_1688_APP_KEY: '34', ALIBABA_1688_APP_SECRET: 's' })
    expect(config.sandbox.enabled).toBe(false)
    expect([...config.marketplaces]).toEqual([
      [
        'TAOBAO',
        {
          appKey: '12',
          appSecret: 'secret',
          endpoint: 'https://gw.api.taobao.com/router/rest',
          authorizeEndpoint: 'https://oauth.taobao.com',
          tokenEndpoint: 'https://oauth.taobao.com',
        },
      ],
      [
        'ALIBABA_1688',
        {
          appKey: '34',
          appSecret: 's',
          endpoint: 'https://gw.open.1688.com/openapi',
          authorizeEndpoint: 'https://auth.1688.com',
          tokenEndpoint: 'https://gw.open.1688.com/openapi',
        },
      ],
    ])
    expect(readConfig({ ...TAOBAO, SANDBOX: 'on' }).sandbox.enabled).toBe(true)
  })

  it('takes other addresses, without the slash at the end', () => {
    const config = readConfig({
      JD_APP_KEY: '1',
      JD_APP_SECRET: 's',
      JD_ENDPOINT: 'http://127.0.0.1:9/routerjson/',
      JD_OAUTH_ENDPOINT: 'http://127.0.0.1:9/oauth2',
      PUBLIC_URL: 'https://graph.example/',
      ...WMS,
    })
    expect(config.marketplaces.get('JD')).toMatchObject({
      endpoint: 'http://127.0.0.1:9/routerjson',
      authorizeEndpoint: 'http://127.0.0.1:9/oauth2',
      tokenEndpoint: 'http://127.0.0.1:9/oauth2',
    })
    expect(config.publicUrl).toBe('https://graph.example')
    expect(config.sync.warehouse).toEqual({
      endpoint: 'https://wms.example',
      appKey: 'key',
      appSecret: 'secret',
      customerId: 'link',
      ownerCode: 'owner',
      warehouseCode: 'OTHER',
      carrier: 'SF',
    })
  })

  it('takes several keys while one is replaced, the present one first', () => {
    const { encryptionKeys } = readConfig({ ENCRYPTION_KEY: `${key('new')}, ${key('old')}` })
    expect(encryptionKeys.map((one) => one.toString('base64'))).toEqual([key('new'), key('old')])
  })

  it('takes purchasing accounts and their hub', () => {
    const { buyers, hub } = readConfig({ ...VOP, HUB_ADDRESS: JSON.stringify(HUB) }).orders
    const app = { appKey: 'key', appSecret: 'secret', accessToken: 'token' }
    expect([...buyers]).toEqual([['JD_VOP', { ...app, endpoint: 'https://bizapi.jd.com' }]])
    expect(hub).toEqual({ ...HUB, country: '中国' })
    const elsewhere = readConfig({ ...VOP, JD_VOP_ENDPOINT: 'http://127.0.0.1:9/' }).orders.buyers
    expect(elsewhere.get('JD_VOP')).toEqual({ ...app, endpoint: 'http://127.0.0.1:9' })
  })

  it('takes times, numbers and secrets of orders', () => {
    const env = {
      ORDER_RESERVATION_MINUTES: '5',
      ORDER_MAX_UNPAID: '2',
      ORDER_MAX_UNPAID_PIECES: '9',
      ORDER_COMPLETE_DAYS: '3',
      PAYMENT_PROVIDERS: 'alipay, stripe-eu',
      PAYMENT_SECRET_ALIPAY: `${'n'.repeat(16)},${'o'.repeat(16)}`,
      PAYMENT_SECRET_STRIPE_EU: 's'.repeat(16),
      PAYMENT_PAGE_URL: 'https://pay.example/?order={order}',
    }
    expect(readConfig(env).orders).toMatchObject({
      reservationMinutes: 5,
      unpaidLimits: { orders: 2, piecesOfSku: 9 },
      completeDays: 3,
      paymentProviders: new Map([
        ['alipay', ['n'.repeat(16), 'o'.repeat(16)]],
        ['stripe-eu', ['s'.repeat(16)]],
      ]),
      paymentPage: 'https://pay.example/?order={order}',
    })
  })

  it('takes 0 for no limit of connections, and for keeping rows for ever', () => {
    const env = { CONNECTION_IDLE_SECONDS: '0', CONNECTION_LIFE_SECONDS: '60', DRAIN_SECONDS: '5' }
    expect(readConfig(env).connections).toEqual({
      idleMs: null,
      lifeMs: 60_000,
      stuckMs: 60_000,
      stopDelayMs: 0,
      drainMs: 5_000,
    })
    const { retention } = readConfig({ OUTBOX_RETENTION_HOURS: '1', SYNC_RUN_RETENTION_DAYS: '0' })
    expect([retention.outbox, retention.syncRuns]).toEqual([HOUR, null])
  })

  it('takes limits and the response cache', () => {
    expect(readConfig({ CORS_ORIGINS: 'https://a.example' }).limits.origins).toEqual(['https://a.example'])
    expect(readConfig({ RATE_LIMIT: 'off' }).limits.ratePoints).toBeNull()
    expect(readConfig({ RATE_LIMIT_POINTS: '500' }).limits.ratePoints).toBe(500)
    const cache = { RESPONSE_CACHE: 'on', RESPONSE_CACHE_MB: '2', RESPONSE_CACHE_SECONDS: '3' }
    expect(readConfig(cache).responseCache).toEqual({ bytes: 2 * 1024 * 1024, ttlMs: 3_000 })
  })

  it.each(['alerts@example.com', 'Haitao alerts <alerts@example.com>'])('takes the sender %s', (from) => {
    const url = 'smtps://user:secret@mail.example.com:465'
    expect(readConfig({ SMTP_URL: url, MAIL_FROM: from }).mail).toEqual({ url, from })
    expect(readConfig({ MAIL_FROM: from }).mail).toBeNull()
  })

  it('takes a webhook and an address for synchronisation alerts', () => {
    const env = {
      SYNC_ALERT_WEBHOOK_URL: 'https://hooks.example.com/sync',
      SYNC_ALERT_WEBHOOK_SECRET: 's'.repeat(16),
      SYNC_ALERT_MAIL_TO: 'ops@example.com',
      SMTP_URL: 'smtp://localhost',
      MAIL_FROM: 'a@example.com',
    }
    expect(readConfig(env).syncAlerts).toEqual({
      webhook: { url: 'https://hooks.example.com/sync', secret: 's'.repeat(16) },
      mailTo: 'ops@example.com',
    })
  })

  it('takes OpenTelemetry’s own variables', () => {
    expect(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318/' }).tracing).toEqual({
      url: 'http://localhost:4318/v1/traces',
      service: 'haitao-graph',
      ratio: 1,
    })
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example/otlp',
      OTEL_SERVICE_NAME: 'gateway',
      OTEL_TRACES_SAMPLER_ARG: '0.1',
    }
    expect(readConfig(env).tracing).toEqual({
      url: 'https://collector.example/otlp/v1/traces',
      service: 'gateway',
      ratio: 0.1,
    })
  })
})
