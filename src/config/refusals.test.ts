import { describe, expect, it } from 'vitest'
import { ACME, HUB, refusalOf, TAOBAO, VOP, WMS } from '../../test/support/settings.ts'

const key = (text: string) => Buffer.alloc(32, text).toString('base64')

describe('a wrong value', () => {
  it.each([
    ['PORT', '80a', 'PORT must be a whole number from 0 to 65535; got "80a".'],
    ['PORT', '65536', 'PORT must be a whole number from 0 to 65535; got "65536".'],
    ['PORT', '1e3', 'PORT must be a whole number from 0 to 65535; got "1e3".'],
    ['PORT', ' 80 a', 'PORT must be a whole number from 0 to 65535; got " 80 a".'],
    ['NODE_ENV', 'prod', 'NODE_ENV must be one of development, test, production; got "prod".'],
    ['ROLE', 'leader', 'ROLE must be one of all, gateway, worker; got "leader".'],
    ['SYNC', 'yes', 'SYNC must be on or off; got "yes".'],
    ['DATABASE_POOL', '4', 'DATABASE_POOL must be a whole number of connections from 5 to 500; got "4".'],
    ['DRAIN_SECONDS', '601', 'DRAIN_SECONDS must be a whole number of seconds from 0 to 600; got "601".'],
    [
      'OUTBOX_RETENTION_HOURS',
      '1.5',
      'OUTBOX_RETENTION_HOURS must be a whole number of hours from 0 (for ever) to 87600; got "1.5".',
    ],
    ['OTEL_TRACES_SAMPLER_ARG', '2', 'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1; got "2".'],
    [
      'PUBLIC_URL',
      'graph.example',
      'PUBLIC_URL must be an http or https address such as https://graph.example.com; got "graph.example".',
    ],
    [
      'CORS_ORIGINS',
      'https://a.example/',
      'CORS_ORIGINS must be origins such as https://shop.example.com, separated by commas; got "https://a.example/".',
    ],
    [
      'LOG_LEVEL',
      'a\u001b[2J',
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent; got "a\\u001b[2J".',
    ],
  ])('of %s names it, what came and what is accepted', (name, value, sentence) => {
    expect(refusalOf({ [name]: value })).toBe(sentence)
  })

  it.each<[string, string, Record<string, string>?]>([
    ['CONNECTION_IDLE_SECONDS', '-1'],
    ['CONNECTION_LIFE_SECONDS', 'long'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'ftp://a.example'],
    ['DATABASE_POOL', 'many'],
    ['JD_VOP_ENDPOINT', 'jd.com', VOP],
    ['LOG_LEVEL', 'loud'],
    ['MAIL_FROM', 'nobody'],
    ['MAIL_FROM', 'Haitao <nobody>'],
    ['MAX_SOCKETS_PER_ADDRESS', 'many'],
    ['MAX_DOCUMENT_LENGTH', '64k'],
    ['MAX_ANONYMOUS_DOCUMENT_LENGTH', '10'],
    ['MAX_ANONYMOUS_BODY_BYTES', '-1'],
    ['MAX_REPLAY_EVENTS', '0'],
    ['MAX_WATCHED_PER_SOCKET', '1'],
    ['MAX_WATCHED_PER_ADDRESS', 'all'],
    ['OPERATION_TIMEOUT_SECONDS', '0'],
    ['ORDER_COMPLETE_DAYS', 'soon'],
    ['ORDER_RESERVATION_MINUTES', '0'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'localhost:4318'],
    ['PAYMENT_PAGE_URL', 'ftp://pay.example/{order}'],
    ['PAYMENT_PAGE_URL', 'https://pay.example/'],
    ['PAYMENT_PROVIDERS', 'Acme', ACME],
    ['RATE_LIMIT_POINTS', '0'],
    ['RESPONSE_CACHE', 'yes'],
    ['RESPONSE_CACHE_MB', '0'],
    ['RESPONSE_CACHE_SECONDS', '1.5'],
    ['SYNC_ALERT_MAIL_TO', 'nobody'],
    ['TAOBAO_ENDPOINT', 'ftp://x', TAOBAO],
    ['TRUSTED_DOCUMENTS', 'some'],
    ['TRUSTED_PROXIES', '-1'],
    ['WMS_ENDPOINT', 'wms.example', WMS],
  ])('of %s is refused: %s', (name, value, others = {}) => {
    expect(refusalOf({ ...others, [name]: value })).toMatch(new RegExp(`^${name} must be .*; got "`))
  })

  it.each([
    ['AUTH_JWT_SECRET', 'hunter2'],
    ['AUTH_JWT_FORMER_SECRET', 'hunter2'],
    ['DATABASE_URL', 'mysql://shop:hunter2@localhost/shop'],
    ['ENCRYPTION_KEY', 'hunter2'],
    ['ENCRYPTION_KEY', `${key('new')},c2hvcnQ=`],
    ['PAYMENT_SECRET_ACME', 'hunter2'],
    ['REDIS_URL', 'localhost:hunter2'],
    ['SMTP_URL', 'https://shop:hunter2@mail.example.com'],
    ['SMTP_URL', 'smtp://'],
    ['SYNC_ALERT_WEBHOOK_SECRET', 'hunter2'],
    ['HUB_ADDRESS', 'somewhere'],
  ])('of %s is not shown: %s', (name, value) => {
    const sentence = refusalOf({ [name]: value })
    expect(sentence).toMatch(
      new RegExp(`^${name} must be .*; got ${value.length} characters that are not shown\\.$`),
    )
    expect(sentence).not.toContain(value)
  })

  it('shows no password of an address, and cuts what is long', () => {
    expect(refusalOf({ PUBLIC_URL: 'ftp://shop:hunter2@graph.example' })).toContain(
      'got "ftp://…@graph.example".',
    )
    expect(refusalOf({ LOG_LEVEL: 'x'.repeat(500) })).toContain(`got "${'x'.repeat(40)}…".`)
  })

  it('of a part of an address in JSON names the part', () => {
    const said = refusalOf({ HUB_ADDRESS: JSON.stringify({ ...HUB, city: '' }) })
    expect(said).toBe(
      'HUB_ADDRESS must be JSON with name, mobile, province, city, district and address; got a wrong "city".',
    )
  })

  it.each<[string, Record<string, string>, RegExp]>([
    ['a key without its secret', { TAOBAO_APP_KEY: '1' }, /^TAOBAO_APP_SECRET is missing/],
    ['a secret without its key', { JD_APP_SECRET: '1' }, /^JD_APP_KEY is missing/],
    ['an address without an app', { JD_ENDPOINT: 'http://a.example' }, /^JD_APP_KEY is missing/],
    ['a purchasing account without its key', { JD_VOP_TOKEN: 'token' }, /^JD_VOP_APP_KEY/],
    ['a purchasing account without its token', { TAOBAO_GLOBAL_APP_KEY: 'key' }, /^TAOBAO_GLOBAL_APP_KEY/],
    [
      'a payment provider without its secret',
      { PAYMENT_PROVIDERS: 'acme' },
      /^PAYMENT_SECRET_ACME is missing/,
    ],
    [
      'a payment provider twice',
      { ...ACME, PAYMENT_PROVIDERS: 'acme,acme' },
      /^PAYMENT_PROVIDERS names "acme" twice/,
    ],
    [
      'the secret of no provider',
      { ...ACME, PAYMENT_SECRET_ACNE: 's'.repeat(16) },
      /^PAYMENT_SECRET_ACNE is the/,
    ],
    [
      'one secret of two providers',
      { ...ACME, PAYMENT_PROVIDERS: 'acme,other', PAYMENT_SECRET_OTHER: 'a'.repeat(16) },
      /^PAYMENT_SECRET_OTHER has to differ from PAYMENT_SECRET_ACME/,
    ],
    [
      'the former secret of payments',
      { PAYMENT_WEBHOOK_SECRET: 's'.repeat(16) },
      /^PAYMENT_WEBHOOK_SECRET is not/,
    ],
    ['half of a warehouse', { ...WMS, WMS_OWNER_CODE: '' }, /^WMS_OWNER_CODE is missing/],
    ['documents without their file', { TRUSTED_DOCUMENTS: 'only' }, /^TRUSTED_DOCUMENTS_FILE has to name/],
    ['a mail server without a sender', { SMTP_URL: 'smtp://localhost' }, /^MAIL_FROM has to be set/],
    [
      'an address without a server',
      { SYNC_ALERT_MAIL_TO: 'a@example.com' },
      /^SYNC_ALERT_MAIL_TO needs SMTP_URL/,
    ],
    [
      'a webhook without a secret',
      { SYNC_ALERT_WEBHOOK_URL: 'https://a.example' },
      /^SYNC_ALERT_WEBHOOK_SECRET has/,
    ],
    ['what is no address of a webhook', { SYNC_ALERT_WEBHOOK_URL: 'hooks' }, /^SYNC_ALERT_WEBHOOK_URL is/],
  ])('in what belongs together is refused: %s', (_what, env, sentence) => {
    expect(refusalOf(env)).toMatch(sentence)
  })
})
