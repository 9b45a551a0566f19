/** Something happened on a platform. A reason to read the named record again; never itself trusted as state. */
export interface PushMessage {
  /** The platform's message id: key for dropping duplicates. */
  readonly id: string
  /** The platform's topic, for example `taobao_trade_TradeBuyerPay`. */
  readonly topic: string
  readonly about: 'order' | 'refund' | 'offer' | 'stock' | 'logistics' | 'other'
  /** The platform's id of the account the message is for, when it says. */
  readonly externalShopId: string | null
  readonly orderId: string | null
  readonly offerId: string | null
  readonly skuId: string | null
  readonly refundId: string | null
  readonly sentAt: Date | null
}

/** A queue that the platform keeps and we drain. At least once, unordered; unconfirmed messages come again. */
export interface MessageQueue {
  /** Most messages that one `consume` returns, and most ids that one `confirm` takes. */
  readonly batch: number
  consume(signal?: AbortSignal): Promise<readonly PushMessage[]>
  /** Call only after the messages are stored: a confirmed message is gone. */
  confirm(ids: readonly string[], signal?: AbortSignal): Promise<void>
}

/** One HTTP request to our webhook, as it arrived: signatures cover the bytes, not a parsed form of them. */
export interface WebhookRequest {
  readonly query: URLSearchParams
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
}

export interface WebhookReply {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** `accept` is answered after the messages are stored, `refuse` when that failed and the platform should send again. */
export type WebhookVerdict<Event> =
  | {
      readonly ok: true
      readonly events: readonly Event[]
      readonly accept: WebhookReply
      readonly refuse: WebhookReply
    }
  | {
      readonly ok: false
      readonly reason: 'signature' | 'stale' | 'malformed'
      readonly detail: string
      readonly reply: WebhookReply
    }

export interface WebhookReceiver {
  /** Verifies first, parses after. Never throws. */
  receive(request: WebhookRequest): WebhookVerdict<PushMessage>
}
