import { describe, expect, it } from 'vitest'
import { ACME, PRODUCTION_NEEDS, randomKey, refusalOf, TAOBAO } from '../../test/support/settings.ts'
import { DEVELOPMENT_ENCRYPTION_KEY, DEVELOPMENT_PAYMENT_SECRET, readConfig } from './index.ts'

describe('in production', () => {
  it('starts when everything is set, without the sandbox', () => {
    const config = readConfig({ ...PRODUCTION_NEEDS, ...TAOBAO, PUBLIC_URL: 'https://graph.example' })
    expect([config.production, config.sandbox.enabled]).toEqual([true, false])
  })

  it('takes the origins listed and its own, and fewer points and sockets', () => {
    const env = {
      ...PRODUCTION_NEEDS,
      CORS_ORIGINS: 'https://a.example, http://b.example:8080',
      PUBLIC_URL: 'https://api.example/x',
    }
    expect(readConfig(env).limits).toEqual({
      origins: ['https://a.example', 'http://b.example:8080', 'https://api.example'],
      ratePoints: 20_000,
      socketsPerAddress: 200,
      trustedProxies: 0,
      executionMs: 30_000,
      documentLength: 65_536,
      anonymousDocumentLength: 16_384,
      anonymousBodyBytes: 65_536,
      replayEvents: 5_000,
      watchedPerSocket: 5_000,
      watchedPerAddress: 50_000,
    })
    expect(readConfig(PRODUCTION_NEEDS).limits.origins).toEqual([])
  })

  it('has neither a hub nor a payment provider unless they are set, drains slowly and keeps answers', () => {
    const config = readConfig(PRODUCTION_NEEDS)
    expect(config.orders).toMatchObject({ hub: null, paymentProviders: new Map() })
    expect(config.connections).toMatchObject({ stopDelayMs: 10_000, drainMs: 10_000 })
    expect(config.responseCache).toEqual({ bytes: 64 * 1024 * 1024, ttlMs: 10_000 })
    expect(readConfig({ ...PRODUCTION_NEEDS, RESPONSE_CACHE: 'off' }).responseCache).toBeNull()
  })

  it.each<[string, Record<string, string>, RegExp]>([
    ['no public address', TAOBAO, /^PUBLIC_URL has to be set in production/],
    [
      'the development key among several',
      { ENCRYPTION_KEY: `${randomKey()},${DEVELOPMENT_ENCRYPTION_KEY}` },
      /^Number 2 of ENCRYPTION_KEY can't be used in production, because it is printed in this project/,
    ],
    [
      'the development secret of payments',
      { ...ACME, PAYMENT_SECRET_ACME: `${randomKey()},${DEVELOPMENT_PAYMENT_SECRET}` },
      /^Number 2 of PAYMENT_SECRET_ACME can't be used in production/,
    ],
    [
      'the sandbox’s provider without a secret',
      { PAYMENT_PROVIDERS: 'sandbox' },
      /^PAYMENT_SECRET_SANDBOX is/,
    ],
    ['no rate limit', { RATE_LIMIT: 'off' }, /^RATE_LIMIT can be off only outside production/],
    [
      'a private webhook',
      { SYNC_ALERT_WEBHOOK_URL: 'http://127.0.0.1:1', SYNC_ALERT_WEBHOOK_SECRET: randomKey() },
      /^SYNC_ALERT_WEBHOOK_URL has to be/,
    ],
  ])('refuses %s', (_what, env, sentence) => {
    expect(refusalOf({ ...PRODUCTION_NEEDS, ...env })).toMatch(sentence)
  })
})

describe('production without DATABASE_URL', () => {
  const { DATABASE_URL: _, ...without } = PRODUCTION_NEEDS

  it.each([{}, { DATABASE_URL: '' }, { DATABSE_URL: 'postgresql://db/shop' }])(
    'does not start: %j',
    (env) => {
      expect(refusalOf({ ...without, ...(env as object) })).toMatch(
        /^DATABASE_URL has to be set in production/,
      )
    },
  )

  it('starts with DATABASE=embedded, which does not stand beside DATABASE_URL', () => {
    expect(readConfig({ ...without, DATABASE: 'embedded' }).databaseUrl).toBeNull()
    expect(refusalOf({ ...PRODUCTION_NEEDS, DATABASE: 'embedded' })).toMatch(
      /^DATABASE is embedded and DATABASE_URL/,
    )
    expect(refusalOf({ DATABASE: 'server' })).toBe('DATABASE must be embedded; got "server".')
  })
})
