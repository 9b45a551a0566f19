import { mailSender } from '../alerts/mail-sender.ts'
import { webhookSender } from '../alerts/webhook-sender.ts'
import type { Config } from '../config/index.ts'
import type { Logger } from '../server/logger.ts'
import type { PrismaClient } from '../store/database.ts'
import type { DueNotice } from '../store/sync-notice.ts'
import { type Notifier, tellAlerts } from '../sync/alerts/tell.ts'
import type { Lifetime } from './lifetime.ts'

const REST_MS = 5_000

/** Tells operators of synchronisation alerts, by webhook and e-mail as configured; nothing without either. */
export function startSyncNotices(config: Config, prisma: PrismaClient, log: Logger, life: Lifetime): void {
  const { webhook, mailTo } = config.syncAlerts
  const notifiers: Notifier[] = []
  if (webhook) {
    const sender = webhookSender({ allowPrivate: !config.production })
    life.onStop('webhook of synchronisation alerts', () => sender.close())
    notifiers.push({
      name: 'webhook',
      tell: (notice, deliveryId, signal) =>
        sender.send({ ...webhook, deliveryId, body: JSON.stringify(bodyOf(notice)) }, signal),
    })
  }
  if (mailTo && config.mail) {
    const sender = mailSender(config.mail)
    life.onStop('e-mail of synchronisation alerts', () => sender.close())
    notifiers.push({
      name: 'e-mail',
      tell: (notice, deliveryId, signal) =>
        sender.send({ to: mailTo, deliveryId, ...mailOf(notice) }, signal),
    })
  }
  if (config.role === 'gateway' || notifiers.length === 0) return
  life.every({
    name: 'synchronisation alerts to operators',
    everyMs: REST_MS,
    run: (signal) => tellAlerts({ prisma, notifiers, log }, signal),
    log,
  })
}

function bodyOf({ attempts: _, ...notice }: DueNotice) {
  return { type: 'sync.alert', ...notice }
}

function mailOf({ status, shop, kind, message, openedAt, resolvedAt }: DueNotice) {
  const lines = [
    message,
    ...(shop === null ? [] : [`Shop: ${shop}`]),
    `Since: ${openedAt.toISOString()}`,
    ...(resolvedAt ? [`Over since: ${resolvedAt.toISOString()}`] : []),
  ]
  return { subject: `Synchronisation: ${kind} ${status.toLowerCase()}`, text: `${lines.join('\n')}\n` }
}
