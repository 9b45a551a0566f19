import { z } from 'zod'
import { webhookUrlProblem } from '../domain/public-address.ts'
import { refuseWeak } from './auth.ts'
import { ConfigError, type Table, type Values } from './setting.ts'
import { address, email, secret, text } from './types.ts'

/** A name may stand before the address: Haitao <alerts@example.com>. */
const sender = text('an e-mail address, also with a name: Haitao <alerts@example.com>').refine(
  (value) => z.email().safeParse(/<([^<>]+)>\s*$/.exec(value)?.[1] ?? value).success,
)

export const MAIL = {
  SMTP_URL: {
    type: address(['smtp:', 'smtps:'], 'an address such as smtps://user:password@host:465'),
    secret: true,
    sentence: 'The SMTP server for alerts to suppliers and operators.',
  },
  MAIL_FROM: {
    type: sender,
    sentence: 'Sender of e-mails; needed with `SMTP_URL`.',
  },
  SYNC_ALERT_MAIL_TO: {
    type: email,
    sentence: 'E-mail address for synchronisation alerts; needs `SMTP_URL`.',
  },
  SYNC_ALERT_WEBHOOK_URL: {
    type: text('an http or https address'),
    secret: true,
    sentence: "Webhook for synchronisation alerts, signed as suppliers' webhooks are.",
  },
  SYNC_ALERT_WEBHOOK_SECRET: {
    type: secret(16),
    secret: true,
    sentence: 'Its secret; needed with `SYNC_ALERT_WEBHOOK_URL`.',
  },
} as const satisfies Table

/** The SMTP server for e-mails, and whom they come from. */
export interface MailSettings {
  readonly url: string
  readonly from: string
}

/** Null: no e-mails are sent. @throws ConfigError */
export function mailOf({ SMTP_URL: url, MAIL_FROM: from }: Values<typeof MAIL>): MailSettings | null {
  if (!url) return null
  if (!from) throw new ConfigError('MAIL_FROM has to be set when SMTP_URL is: the sender of e-mails.')
  return { url, from }
}

/** Who is notified of synchronisation alerts besides subscribers. */
export interface SyncAlertSettings {
  readonly webhook: { readonly url: string; readonly secret: string } | null
  /** Over the SMTP server that suppliers are written to with. */
  readonly mailTo: string | null
}

/** @throws ConfigError */
export function syncAlertsOf(vars: Values<typeof MAIL>, production: boolean): SyncAlertSettings {
  const {
    SYNC_ALERT_WEBHOOK_URL: url,
    SYNC_ALERT_WEBHOOK_SECRET: signing,
    SYNC_ALERT_MAIL_TO: mailTo = null,
    SMTP_URL,
  } = vars
  if (mailTo && !SMTP_URL)
    throw new ConfigError('SYNC_ALERT_MAIL_TO needs SMTP_URL: the server that sends its e-mails.')
  if (!url) return { webhook: null, mailTo }
  const problem = webhookUrlProblem(url, { allowPrivate: !production })
  if (problem) throw new ConfigError(`SYNC_ALERT_WEBHOOK_URL ${problem}.`)
  if (!signing)
    throw new ConfigError('SYNC_ALERT_WEBHOOK_SECRET has to be set when SYNC_ALERT_WEBHOOK_URL is: it signs.')
  if (production) refuseWeak('SYNC_ALERT_WEBHOOK_SECRET', [signing])
  return { webhook: { url, secret: signing }, mailTo }
}
