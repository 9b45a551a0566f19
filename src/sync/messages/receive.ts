import type { PushMessage, WebhookReply, WebhookRequest } from '../../connectors/push.ts'
import type { Platform } from '../../domain/platform.ts'
import { type NewMessage, storeMessages } from '../../store/inbound-message.ts'
import type { SyncDeps } from '../deps.ts'

/** What is kept of a message: which record to read again. Its other contents are never used. */
export interface StoredPush {
  readonly about: PushMessage['about']
  /** The platform's id of the account; null when neither the message nor its address named it. */
  readonly externalShopId: string | null
  readonly orderId: string | null
  readonly offerId: string | null
  readonly refundId: string | null
  /** When the platform sent it, by its own clock; null when it does not tell. */
  readonly sentAt: string | null
}

/**
 * A request to the webhook of a platform: verified, stored, answered; worked off afterwards. Null when the platform
 * does not push to us.
 */
export async function receivePush(
  deps: SyncDeps,
  platform: Platform,
  request: WebhookRequest,
): Promise<WebhookReply | null> {
  const webhook = deps.connectors.get(platform)?.webhook
  if (!webhook) return null
  const verdict = webhook.receive(request)
  if (!verdict.ok) {
    deps.log.warn({ platform, reason: verdict.reason, detail: verdict.detail }, 'a push was refused')
    return verdict.reply
  }
  try {
    await storePushes(deps, platform, verdict.events)
    return verdict.accept
  } catch (error) {
    deps.log.error({ err: error, platform }, 'a push could not be stored; the platform sends it again')
    return verdict.refuse
  }
}

/** Stores messages of a platform, each once, and has them worked off. @returns how many are new */
export async function storePushes(
  deps: SyncDeps,
  platform: Platform,
  messages: readonly PushMessage[],
): Promise<number> {
  const stored = await storeMessages(deps.prisma, platform, messages.map(asStored))
  if (stored > 0) await deps.jobs.enqueue('inbox', platform)
  return stored
}

function asStored({ id, topic, sentAt, ...message }: PushMessage): NewMessage {
  const { about, externalShopId, orderId, offerId, refundId } = message
  const sent = sentAt?.toISOString() ?? null
  const payload: StoredPush = { about, externalShopId, orderId, offerId, refundId, sentAt: sent }
  return { messageId: id, kind: topic, payload }
}
