import type { SandboxPlatform } from '../credentials.ts'

/**
 * Faults that can be injected.
 * - latency: answer `latencyMs` late · hang: no answer until the caller gives up
 * - error: the platform's error envelope with `code`, `subCode`, `message`
 * - ban: the platform's rate-limit answer for `seconds`, counted from when the fault was set
 * - expired-token: the platform's answer to a token it no longer takes
 * - http-500, html, truncated, huge, wrong-types: broken answers
 * - lost-answer: the call takes effect, and the connection closes without an answer
 */
export const FAULT_KINDS = [
  'latency',
  'hang',
  'error',
  'ban',
  'expired-token',
  'http-500',
  'html',
  'truncated',
  'huge',
  'wrong-types',
  'lost-answer',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

export interface FaultOrder {
  kind: FaultKind
  /** For how many matching calls; a ban ends by time instead. Default 1. */
  calls?: number | undefined
  platform?: SandboxPlatform | undefined
  /** The platform's own method name, as the call log shows it. */
  method?: string | undefined
  latencyMs?: number | undefined
  seconds?: number | undefined
  code?: string | undefined
  subCode?: string | undefined
  message?: string | undefined
}

export interface Fault extends FaultOrder {
  id: number
  remaining: number
  /** End of a ban, on the sandbox's clock. */
  until: number
}

/** Faults that wait for their calls. */
export class FaultBook {
  #faults: Fault[] = []
  #lastId = 0

  add(order: FaultOrder, now: Date): Fault {
    this.#lastId += 1
    const fault: Fault = {
      ...order,
      id: this.#lastId,
      remaining: order.calls ?? 1,
      until: now.getTime() + (order.seconds ?? 1) * 1000,
    }
    this.#faults.push(fault)
    return fault
  }

  /** Takes the faults that hit this call, the oldest of each kind, and uses each up by one. */
  take(platform: SandboxPlatform, method: string, now: Date): Fault[] {
    this.#faults = this.#faults.filter((fault) => fault.kind !== 'ban' || fault.until > now.getTime())
    const hit = new Map<FaultKind, Fault>()
    for (const fault of this.#faults) {
      const matches =
        (fault.platform === undefined || fault.platform === platform) &&
        (fault.method === undefined || fault.method === method)
      if (matches && !hit.has(fault.kind)) hit.set(fault.kind, fault)
    }
    for (const fault of hit.values()) if (fault.kind !== 'ban') fault.remaining -= 1
    this.#faults = this.#faults.filter((fault) => fault.kind === 'ban' || fault.remaining > 0)
    return [...hit.values()]
  }

  list(): readonly Fault[] {
    return this.#faults
  }

  clear(): void {
    this.#faults = []
  }
}
