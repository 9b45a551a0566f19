import type { SandboxPlatform } from '../credentials.ts'
import type { SandboxClock } from './clock.ts'
import type { Life } from './life.ts'

/** A call from a platform to an address that was registered with it. */
export interface Letter {
  platform: SandboxPlatform
  /** For the log: topic or method, and what it is about. */
  about: string
  /** Letters of one lane go one after the other; without it all of the platform are in one. */
  lane?: string
  /** Builds the request for an address; called for each attempt, so that timestamps are fresh. */
  build(address: string): { url: string; headers: Record<string, string>; body: string }
  /** Whether the receiver has taken it. By default any 2xx. */
  taken?(status: number, body: string): boolean
  /** Called once when it was taken. */
  done?(): void
}

export interface Delivery {
  at: string
  platform: SandboxPlatform
  about: string
  url: string
  attempt: number
  /** Undefined when no answer came. */
  status: number | undefined
  taken: boolean
  answer: string
}

/** On demand every letter is sent several times, or held back and sent in another order. */
export interface PostMode {
  copies: number
  hold: boolean
}

const ATTEMPTS = 5
const RETRY_MS = 30_000
const TIMEOUT_MS = 5_000
const KEPT = 500

/** Carries webhooks and callbacks out. One at a time per platform and lane; refused ones are sent again later. */
export class Postman {
  readonly #clock: SandboxClock
  readonly #life: Life
  readonly #addresses = new Map<SandboxPlatform, string>()
  readonly #queues = new Map<string, Promise<void>>()
  #stopping = new AbortController()
  #held: Letter[] = []
  #deliveries: Delivery[] = []
  mode: PostMode = { copies: 1, hold: false }

  constructor(clock: SandboxClock, life: Life) {
    this.#clock = clock
    this.#life = life
  }

  register(platform: SandboxPlatform, url: string | undefined): void {
    if (url === undefined) this.#addresses.delete(platform)
    else this.#addresses.set(platform, url)
  }

  addresses(): Record<string, string> {
    return Object.fromEntries(this.#addresses)
  }

  /** Sends, or holds, a letter; without a registered address nothing happens. */
  send(letter: Letter): void {
    if (!this.#addresses.has(letter.platform)) return
    if (this.mode.hold) this.#held.push(letter)
    else for (let copy = 0; copy < this.mode.copies; copy += 1) this.#enqueue(letter, 1)
  }

  /** Sends what was held, newest first, each as often as the mode says. Returns how many letters there were. */
  release(): number {
    const letters = this.#held.reverse()
    this.#held = []
    for (const letter of letters)
      for (let copy = 0; copy < this.mode.copies; copy += 1) this.#enqueue(letter, 1)
    return letters.length
  }

  get held(): number {
    return this.#held.length
  }

  deliveries(): readonly Delivery[] {
    return this.#deliveries
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    await Promise.all(this.#queues.values())
  }

  /** Breaks off what is on its way. Letters sent afterwards go out again. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.idle()
    this.#stopping = new AbortController()
  }

  #enqueue(letter: Letter, attempt: number): void {
    const queue = `${letter.platform} ${letter.lane ?? ''}`
    const before = this.#queues.get(queue) ?? Promise.resolve()
    this.#queues.set(
      queue,
      before.then(() => this.#deliver(letter, attempt)),
    )
  }

  async #deliver(letter: Letter, attempt: number): Promise<void> {
    const address = this.#addresses.get(letter.platform)
    if (address === undefined || this.#stopping.signal.aborted) return
    const { url, headers, body } = letter.build(address)
    const { status, answer } = await this.#post(url, headers, body)
    const accepted =
      status !== undefined && (letter.taken ? letter.taken(status, answer) : status >= 200 && status < 300)
    this.#deliveries.push({
      at: this.#clock.now().toISOString(),
      platform: letter.platform,
      about: letter.about,
      url: address,
      attempt,
      status,
      taken: accepted,
      answer: answer.slice(0, 300),
    })
    if (this.#deliveries.length > KEPT) this.#deliveries.splice(0, this.#deliveries.length - KEPT)
    if (accepted) letter.done?.()
    else if (attempt < ATTEMPTS) this.#life.after(RETRY_MS, () => this.#enqueue(letter, attempt + 1))
  }

  async #post(
    url: string,
    headers: Record<string, string>,
    body: string,
  ): Promise<{ status: number | undefined; answer: string }> {
    try {
      const signal = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(TIMEOUT_MS)])
      const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
      return { status: response.status, answer: await response.text() }
    } catch (error) {
      // No answer is an outcome here: the delivery log shows why, and the letter is sent again.
      return { status: undefined, answer: String(error) }
    }
  }
}
