import type { SandboxPlatform } from '../credentials.ts'
import type { SandboxClock } from './clock.ts'

/** One message of a platform's channel: TMC, 1688 push, JD VOP's pull queue. */
export interface Mail {
  id: string
  platform: SandboxPlatform
  shop: string
  topic: string
  content: Record<string, unknown>
  born: Date
  confirmed: boolean
  /** On the life clock, when it was last handed out; undefined before that. */
  handedOutAt: number | undefined
}

/** Unconfirmed messages come again after about five minutes (protocols.md 1.9). */
const REDELIVER_MS = 5 * 60_000
const KEPT = 10_000

/**
 * The messages that wait for their reader: at least once, in no promised order. Of those that are confirmed the
 * latest are kept to look at, as long as there is room.
 */
export class Mailbox {
  readonly #clock: SandboxClock
  readonly #kept: number
  #mails: Mail[] = []
  #lastId = 7_565_094_000_000_000_000n

  /** @param kept maximum number of messages; a slower reader loses the oldest */
  constructor(clock: SandboxClock, kept = KEPT) {
    this.#clock = clock
    this.#kept = kept
  }

  add(platform: SandboxPlatform, shop: string, topic: string, content: Record<string, unknown>): Mail {
    this.#lastId += 7n
    const mail: Mail = {
      id: String(this.#lastId),
      platform,
      shop,
      topic,
      content,
      born: this.#clock.now(),
      confirmed: false,
      handedOutAt: undefined,
    }
    this.#mails.push(mail)
    if (this.#mails.length > this.#kept) {
      const oldest = this.#mails.findIndex(({ confirmed }) => confirmed)
      this.#mails.splice(Math.max(0, oldest), 1)
    }
    return mail
  }

  /** Up to `max` unconfirmed messages that were not handed out within the redelivery time. */
  handOut(platform: SandboxPlatform, shops: readonly string[], max: number): Mail[] {
    const now = this.#clock.life()
    const ready = this.waiting(platform)
      .filter((mail) => shops.includes(mail.shop))
      .filter((mail) => mail.handedOutAt === undefined || now - mail.handedOutAt >= REDELIVER_MS)
      .slice(0, max)
    for (const mail of ready) mail.handedOutAt = now
    return ready
  }

  waiting(platform: SandboxPlatform): Mail[] {
    return this.#mails.filter((mail) => mail.platform === platform && !mail.confirmed)
  }

  /** Returns the ids that it does not know; confirming twice is no fault. */
  confirm(platform: SandboxPlatform, ids: readonly string[]): string[] {
    return ids.filter((id) => {
      const mail = this.#mails.find((each) => each.platform === platform && each.id === id)
      if (mail) mail.confirmed = true
      return mail === undefined
    })
  }

  /** Makes everything handed out and unconfirmed come again at the next request. */
  redeliver(platform: SandboxPlatform): number {
    const again = this.waiting(platform).filter((mail) => mail.handedOutAt !== undefined)
    for (const mail of again) mail.handedOutAt = undefined
    return again.length
  }

  list(): readonly Mail[] {
    return this.#mails
  }
}
