import type { DeliveryChannel } from '../domain/alert.ts'
import { pauseAfter } from '../domain/delivery-schedule.ts'
import {
  type DeliveryResult,
  finishAttempt,
  type TakenDelivery,
  takeDueDeliveries,
} from '../store/alert-delivery.ts'
import type { PrismaClient } from '../store/database.ts'
import type { SecretBox } from '../store/secret-box.ts'
import { alertMail } from './alert-mail.ts'
import type { MailSender } from './mail-sender.ts'
import type { WebhookSender } from './webhook-sender.ts'

export interface DeliveryDeps {
  readonly prisma: PrismaClient
  readonly secretBox: SecretBox
  readonly webhooks: WebhookSender
  /** Null: no SMTP server is configured, e-mails wait. */
  readonly mail: MailSender | null
  readonly random?: () => number
}

/** Sent at the same time. */
const BATCH = 16
/** Longer than the longest attempt: a delivery is never sent by two workers at once. */
const LEASE_MS = 180_000

/**
 * Sends the notifications to suppliers that are due. Each is independent: one that fails is retried
 * with growing pauses and finally marked DEAD. At least once: a worker that dies between
 * sending and noting it sends again under the same delivery id.
 * @returns whether there may be more
 */
export async function deliverAlerts(deps: DeliveryDeps, signal: AbortSignal): Promise<boolean> {
  const channels = new Set<DeliveryChannel>(deps.mail ? ['WEBHOOK', 'EMAIL'] : ['WEBHOOK'])
  const taken = await takeDueDeliveries(deps.prisma, channels, BATCH, LEASE_MS)
  await Promise.all(taken.map((delivery) => deliver(deps, delivery, signal)))
  return taken.length === BATCH
}

async function deliver(deps: DeliveryDeps, delivery: TakenDelivery, signal: AbortSignal): Promise<void> {
  const result = await attempt(deps, delivery, signal)
  await finishAttempt(deps.prisma, delivery, result)
}

async function attempt(
  deps: DeliveryDeps,
  delivery: TakenDelivery,
  signal: AbortSignal,
): Promise<DeliveryResult> {
  const { channel, attempts, email, webhookUrl, webhookSecret } = delivery
  const target = channel === 'WEBHOOK' ? webhookUrl : email
  if (!target || (channel === 'WEBHOOK' && !webhookSecret))
    return { status: 'DEAD', error: 'the supplier does not want to be told this way any more' }
  const error = await send(deps, delivery, target, signal).catch((reason: unknown) => {
    // Stopped: the delivery is due again when its lease expires.
    if (signal.aborted) throw reason
    return `could not be sent: ${reason instanceof Error ? reason.message : 'unknown error'}`
  })
  if (error === null) return { status: 'DELIVERED', target }
  const pauseMs = pauseAfter(attempts, deps.random ?? Math.random)
  return pauseMs === null ? { status: 'DEAD', error } : { status: 'PENDING', error, pauseMs }
}

/** Null when it was taken, else why not. */
async function send(
  { webhooks, mail, secretBox }: DeliveryDeps,
  { id, channel, payload, webhookSecret }: TakenDelivery,
  target: string,
  signal: AbortSignal,
): Promise<string | null> {
  if (channel === 'EMAIL')
    return (await mail?.send({ to: target, deliveryId: id, ...alertMail(payload) }, signal)) ?? null
  const secret = secretBox.open(webhookSecret ?? new Uint8Array())
  return webhooks.send({ url: target, secret, deliveryId: id, body: JSON.stringify(payload) }, signal)
}
