import { describe, expect, it } from 'vitest'
import { readMailSettings } from './config-mail.ts'

describe('settings of e-mail', () => {
  it('are absent without a server', () => {
    expect(readMailSettings({ MAIL_FROM: 'alerts@example.com' })).toBeNull()
  })

  it.each(['alerts@example.com', 'Haitao alerts <alerts@example.com>'])('take the sender %s', (from) => {
    const url = 'smtps://user:secret@mail.example.com:465'
    expect(readMailSettings({ SMTP_URL: url, MAIL_FROM: from })).toEqual({ url, from })
  })

  it.each(['mail.example.com', 'https://mail.example.com', 'smtp://'])('refuse the server %s', (url) => {
    expect(() => readMailSettings({ SMTP_URL: url, MAIL_FROM: 'a@example.com' })).toThrow(/^SMTP_URL takes/)
  })

  it.each([undefined, 'nobody', 'Haitao <nobody>'])('refuse the sender %s', (from) => {
    expect(() => readMailSettings({ SMTP_URL: 'smtp://localhost', MAIL_FROM: from })).toThrow(
      /^MAIL_FROM has/,
    )
  })
})
