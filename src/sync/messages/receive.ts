import type { PushMessage, WebhookReply, WebhookRequest } from '../../connectors/push.ts'
import type { Platform } from '../../domain/platform.ts'
import { type NewMessage, storeMessages } from '../../store/inbound-message.ts'
import type { SyncDeps } from '../deps.ts'

/** Stored part of a message: the record to re-read. Its other contents are never used. */
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
 * A request to the webhook of a platform: verified, stored, answered; handled afterwards. Null when the platform
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

/** Stores messages of a platform, each once, and has them handled. @returns how many are new */
export async function storePushes(
  deps: SyncDeps,
  platform: Platform,
  messages: readonly PushMessage[],
): Promise<number> {
  const stored = await storeMessages(deps.prisma, platform, messages.map(asStored))
  if (stored > 0) workSoon(deps, platform)
  return stored
}

/** Has stored messages handled. Does not wait, because their sender waits for us; a look in turn finds what it missed. */
export function workSoon({ jobs, log }: Pick<SyncDeps, 'jobs' | 'log'>, source: string): void {
  jobs
    .enqueue('inbox', source)
    .catch((error) => log.warn({ err: error, source }, 'stored messages wait for the next look'))
}

function asStored({ id, topic, sentAt, ...message }: PushMessage): NewMessage {
  const { about, externalShopId, orderId, offerId, refundId } = message
  const sent = sentAt?.toISOString() ?? null
  const payload: StoredPush = { about, externalShopId, orderId, offerId, refundId, sentAt: sent }
  return { messageId: id, kind: topic, payload }
}
