import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ACME, PRODUCTION_NEEDS, refusalOf } from '../../test/support/settings.ts'
import { DEVELOPMENT_ENCRYPTION_KEY, readConfig } from './index.ts'
import { weaknessOf } from './strength.ts'

const printed = Buffer.from('make one of your own, 32 bytes!!')
const development = Buffer.from(DEVELOPMENT_ENCRYPTION_KEY, 'base64')
const spellings = (bytes: Buffer) => [
  bytes.toString('base64'),
  bytes.toString('base64').replace(/=+$/, ''),
  bytes.toString('base64url'),
  ` ${bytes.toString('base64')}\n`,
  bytes.toString('base64').replace(/(.{10})/g, '$1 '),
]

describe('encryption keys in production', () => {
  it.each([...spellings(printed), ...spellings(development)])(
    'that are public are refused as %j',
    (spelling) => {
      expect(refusalOf({ ...PRODUCTION_NEEDS, ENCRYPTION_KEY: spelling })).toMatch(
        /^ENCRYPTION_KEY can't be used in production, because it is printed/,
      )
      // Elsewhere they are kept.
      expect(readConfig({ ENCRYPTION_KEY: spelling }).encryptionKeys[0]).toHaveLength(32)
    },
  )

  it('are taken in every spelling of base64', () => {
    const bytes = randomBytes(32)
    for (const spelling of spellings(bytes))
      expect(readConfig({ ...PRODUCTION_NEEDS, ENCRYPTION_KEY: spelling }).encryptionKeys).toEqual([bytes])
  })

  it.each([
    ['zero bytes', Buffer.alloc(32)],
    ['one byte', Buffer.alloc(32, 7)],
    ['a short period', Buffer.alloc(32, 'tests')],
    ['a sequence', Buffer.from(Array.from({ length: 32 }, (_, index) => index * 7))],
    ['a half of zeros', Buffer.concat([Buffer.alloc(16), randomBytes(16)])],
    ['words', Buffer.from('change me please: secret key 123')],
  ])('of %s are refused', (_what, bytes) => {
    const sentence = refusalOf({ ...PRODUCTION_NEEDS, ENCRYPTION_KEY: bytes.toString('base64') })
    expect(sentence).toMatch(/^ENCRYPTION_KEY can't be used in production, because it (is|has) /)
    expect(sentence).not.toContain(bytes.toString('base64'))
  })
})

describe('secrets in production', () => {
  it.each([
    'a'.repeat(32),
    '0123456789abcdef0123456789abcdefXYZ',
    'abcdefghijklmnopqrstuvwxyz123456',
    '1a2b3c4d5e6f7g8h9i0j1k2l3m4n5o6p',
    'change-me-change-me-change-me-change-me',
    'your-256-bit-secret-please-replace-me',
    'haitao-graph-production-secret-2026',
    'H41t40-Gr4ph-S3cr3t-Pr0duct10n-K3y',
    'qwertyuiopasdfghjklzxcvbnm123456',
    'HAITAO-GRAPH-development-secret-never-in-production',
    Buffer.from('haitao-graph-development-secret-never-in-production').toString('base64'),
    DEVELOPMENT_ENCRYPTION_KEY,
  ])('that can be guessed are refused, and taken elsewhere: %s', (secret) => {
    const settings: Record<string, Record<string, string>> = {
      AUTH_JWT_SECRET: { AUTH_JWT_SECRET: secret },
      AUTH_JWT_FORMER_SECRET: { AUTH_JWT_FORMER_SECRET: secret },
      PAYMENT_SECRET_ACME: { ...ACME, PAYMENT_SECRET_ACME: secret },
      SYNC_ALERT_WEBHOOK_SECRET: {
        SYNC_ALERT_WEBHOOK_URL: 'https://hooks.example.com',
        SYNC_ALERT_WEBHOOK_SECRET: secret,
      },
    }
    for (const [name, env] of Object.entries(settings)) {
      const sentence = refusalOf({ ...PRODUCTION_NEEDS, ...env })
      expect(sentence).toMatch(new RegExp(`^${name} can't be used in production, because it (is|has) `))
      expect(sentence).not.toContain(secret)
    }
    expect(readConfig({ AUTH_JWT_SECRET: secret }).auth).toMatchObject({ kind: 'secret', secret })
  })

  it('that are random are taken, however they are written', () => {
    for (let round = 0; round < 200; round++)
      for (const secret of [
        randomBytes(16).toString('hex'),
        randomBytes(24).toString('base64'),
        randomBytes(32).toString('base64url'),
        randomBytes(32),
      ])
        expect([secret, weaknessOf(secret)]).toEqual([secret, null])
  })
})
