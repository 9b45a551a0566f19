import { z } from 'zod'
import { ConfigError } from './config-error.ts'
import { webhookUrlProblem } from './domain/public-address.ts'

/** Who is told of synchronisation alerts besides subscribers. */
export interface SyncAlertSettings {
  readonly webhook: { readonly url: string; readonly secret: string } | null
  /** Over the SMTP server that suppliers are written to with. */
  readonly mailTo: string | null
}

/** @throws ConfigError with one sentence that names the variable */
export function readSyncAlertSettings(
  env: Record<string, string | undefined>,
  { production, mail }: { readonly production: boolean; readonly mail: boolean },
): SyncAlertSettings {
  const { SYNC_ALERT_WEBHOOK_URL: url, SYNC_ALERT_WEBHOOK_SECRET: secret, SYNC_ALERT_MAIL_TO: mailTo } = env
  if (url) {
    const problem = webhookUrlProblem(url, { allowPrivate: !production })
    if (problem) throw new ConfigError(`SYNC_ALERT_WEBHOOK_URL ${problem}.`)
    if (!secret || secret.length < 16)
      throw new ConfigError(
        'SYNC_ALERT_WEBHOOK_SECRET takes at least 16 characters when SYNC_ALERT_WEBHOOK_URL is set: it signs.',
      )
  }
  if (mailTo) {
    if (!z.email().safeParse(mailTo).success)
      throw new ConfigError('SYNC_ALERT_MAIL_TO takes one e-mail address; it is set to something else.')
    if (!mail) throw new ConfigError('SYNC_ALERT_MAIL_TO needs SMTP_URL: the server that sends its e-mails.')
  }
  return { webhook: url && secret ? { url, secret } : null, mailTo: mailTo || null }
}
