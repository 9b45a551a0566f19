import { z } from 'zod'
import { ConfigError } from './config-error.ts'

/** The SMTP server for e-mails to suppliers, and whom they come from. */
export interface MailSettings {
  readonly url: string
  readonly from: string
}

const isServer = (text: string) =>
  URL.canParse(text) && ['smtp:', 'smtps:'].includes(new URL(text).protocol) && new URL(text).hostname !== ''

/** Null: no e-mails are sent. @throws ConfigError with one sentence that names the variable */
export function readMailSettings(env: Record<string, string | undefined>): MailSettings | null {
  const { SMTP_URL: url, MAIL_FROM: from } = env
  if (!url) return null
  if (!isServer(url))
    throw new ConfigError(
      'SMTP_URL takes an address such as smtps://user:password@host:465; it is set to something else.',
    )
  // A name may stand before the address: Haitao <alerts@example.com>.
  const address = /<([^<>]+)>\s*$/.exec(from ?? '')?.[1] ?? from
  if (!from || !z.email().safeParse(address).success)
    throw new ConfigError('MAIL_FROM has to be an e-mail address when SMTP_URL is set: the sender of alerts.')
  return { url, from }
}
