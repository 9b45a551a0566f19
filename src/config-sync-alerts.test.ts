import { describe, expect, it } from 'vitest'
import { readSyncAlertSettings } from './config-sync-alerts.ts'

const SECRET = 's'.repeat(16)
const read = (env: Record<string, string>, mail = true, production = false) =>
  readSyncAlertSettings(env, { production, mail })

describe('settings of synchronisation alerts', () => {
  it('are absent by default', () => {
    expect(read({})).toEqual({ webhook: null, mailTo: null })
  })

  it('take a webhook with its secret, and an address', () => {
    const url = 'https://hooks.example.com/sync'
    const env = {
      SYNC_ALERT_WEBHOOK_URL: url,
      SYNC_ALERT_WEBHOOK_SECRET: SECRET,
      SYNC_ALERT_MAIL_TO: 'ops@example.com',
    }
    expect(read(env)).toEqual({ webhook: { url, secret: SECRET }, mailTo: 'ops@example.com' })
  })

  it.each([
    [{ SYNC_ALERT_WEBHOOK_URL: 'hooks', SYNC_ALERT_WEBHOOK_SECRET: SECRET }, /^SYNC_ALERT_WEBHOOK_URL is/],
    [{ SYNC_ALERT_WEBHOOK_URL: 'https://hooks.example.com' }, /^SYNC_ALERT_WEBHOOK_SECRET takes/],
    [
      { SYNC_ALERT_WEBHOOK_URL: 'https://a.example', SYNC_ALERT_WEBHOOK_SECRET: 'short' },
      /^SYNC_ALERT_WEBHOOK_SECRET/,
    ],
    [{ SYNC_ALERT_MAIL_TO: 'nobody' }, /^SYNC_ALERT_MAIL_TO takes/],
  ])('refuse %o', (env, message) => {
    expect(() => read(env as Record<string, string>)).toThrow(message)
  })

  it('refuse an address without a server, and in production a private webhook', () => {
    expect(() => read({ SYNC_ALERT_MAIL_TO: 'ops@example.com' }, false)).toThrow(/^SYNC_ALERT_MAIL_TO needs/)
    const local = { SYNC_ALERT_WEBHOOK_URL: 'http://127.0.0.1:1', SYNC_ALERT_WEBHOOK_SECRET: SECRET }
    expect(read(local).webhook).not.toBeNull()
    expect(() => read(local, true, true)).toThrow(/^SYNC_ALERT_WEBHOOK_URL has to be/)
  })
})
