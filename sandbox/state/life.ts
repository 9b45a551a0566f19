import type { SandboxClock } from './clock.ts'

interface Plan {
  due: number
  seq: number
  happen: () => void
}

/** Scheduled events of orders and parcels, sorted by the life clock. */
export class Life {
  readonly #clock: SandboxClock
  #plans: Plan[] = []
  #seq = 0
  /** While plans run: the time they were due at, from which what they plan next is counted. */
  #at: number | undefined

  constructor(clock: SandboxClock) {
    this.#clock = clock
  }

  after(ms: number, happen: () => void): void {
    this.#seq += 1
    this.#plans.push({ due: (this.#at ?? this.#clock.life()) + ms, seq: this.#seq, happen })
  }

  /** Lets everything happen that is due, and what that brings on, and so on. Returns how many things did. */
  tick(): number {
    let happened = 0
    for (;;) {
      const now = this.#clock.life()
      const next = this.#plans
        .filter((plan) => plan.due <= now)
        .sort((a, b) => a.due - b.due || a.seq - b.seq)[0]
      if (!next) return happened
      this.#plans.splice(this.#plans.indexOf(next), 1)
      this.#at = next.due
      try {
        next.happen()
      } finally {
        this.#at = undefined
      }
      happened += 1
    }
  }

  /** Milliseconds of life until the next thing is due; undefined when nothing is planned. */
  untilNext(): number | undefined {
    if (this.#plans.length === 0) return undefined
    return Math.max(0, Math.min(...this.#plans.map((plan) => plan.due)) - this.#clock.life())
  }

  get planned(): number {
    return this.#plans.length
  }
}

/** How long things take, in milliseconds of life. */
export const PACE = {
  consumerPays: 5_000,
  unpaidCloses: 30 * 60_000,
  sellerShips: 20_000,
  paymentClears: 2_000,
  parcelStep: 15_000,
  buyerConfirms: 60_000,
  wmsAccepts: 2_000,
  wmsWorks: 10_000,
} as const
