import type { AlertUseCases } from '../../schema/context.ts'
import { acknowledgeAlert } from '../alerts/acknowledge-alert.ts'
import { deliverAlerts } from '../alerts/deliver.ts'
import type { DeliveryChannels } from '../alerts/evaluate.ts'
import { judgeOverdue } from '../alerts/judge-levels.ts'
import { mailSender } from '../alerts/mail-sender.ts'
import { notifyWhenBack } from '../alerts/notify-when-back.ts'
import { retryAlertDelivery } from '../alerts/retry-delivery.ts'
import { setAlertRule } from '../alerts/set-alert-rule.ts'
import { setSupplierContact } from '../alerts/set-supplier-contact.ts'
import { webhookSender } from '../alerts/webhook-sender.ts'
import type { Config } from '../config/index.ts'
import type { Logger } from '../server/logger.ts'
import type { PrismaClient } from '../store/database.ts'
import type { SecretBox } from '../store/secret-box.ts'
import type { Lifetime } from './lifetime.ts'

const DELIVERY_REST_MS = 2_000
const JUDGE_REST_MS = 15_000

/** E-mails are queued only where an SMTP server is configured. */
export function channelsOf({ mail }: Config): DeliveryChannels {
  return new Set(mail ? (['WEBHOOK', 'EMAIL'] as const) : (['WEBHOOK'] as const))
}

export function alertsOf(config: Config, prisma: PrismaClient, box: SecretBox): AlertUseCases {
  const channels = channelsOf(config)
  const contacts = { prisma, secretBox: box, allowPrivateWebhooks: !config.production }
  return {
    setAlertRule: (input, actor) => setAlertRule({ prisma, channels }, input, actor),
    acknowledgeAlert: (id, actor) => acknowledgeAlert(prisma, id, actor),
    notifyWhenBack: (skuId, customerId) => notifyWhenBack(prisma, skuId, customerId),
    retryAlertDelivery: (id) => retryAlertDelivery(prisma, id),
    setSupplierContact: (input) => setSupplierContact(contacts, input),
  }
}

/** Sends notifications to suppliers and judges levels that others left, unless this process is only a gateway. */
export function startAlertJobs(
  config: Config,
  prisma: PrismaClient,
  box: SecretBox,
  log: Logger,
  life: Lifetime,
) {
  if (config.role === 'gateway') return
  const webhooks = webhookSender({ allowPrivate: !config.production })
  life.onStop('webhooks to suppliers', () => webhooks.close())
  const mail = config.mail && mailSender(config.mail)
  if (mail) life.onStop('e-mail to suppliers', () => mail.close())
  const every = (name: string, everyMs: number, run: (signal: AbortSignal) => Promise<boolean>) => {
    life.every({ name, everyMs, run, log })
  }
  every('alerts to suppliers', DELIVERY_REST_MS, (signal) =>
    deliverAlerts({ prisma, secretBox: box, webhooks, mail }, signal),
  )
  const channels = channelsOf(config)
  every('levels under new alert rules', JUDGE_REST_MS, (signal) => judgeOverdue({ prisma, channels }, signal))
}
