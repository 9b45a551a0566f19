import type { SandboxPlatform } from '../credentials.ts'

interface Rule {
  callsPerSecond: number
  banSeconds: number
}

/** Calls per second and app, and the ban that follows one call too many (protocols.md 1.5, code 7). Off until set. */
export class Quota {
  readonly #rules = new Map<SandboxPlatform, Rule>()
  readonly #seen = new Map<SandboxPlatform, { second: number; count: number; bannedUntil: number }>()

  set(platform: SandboxPlatform, rule: Rule | undefined): void {
    this.#seen.delete(platform)
    if (rule) this.#rules.set(platform, rule)
    else this.#rules.delete(platform)
  }

  /** Counts one call. Returns the seconds that a ban still lasts, or 0 when the call may go on. */
  count(platform: SandboxPlatform, now: Date): number {
    const rule = this.#rules.get(platform)
    if (!rule) return 0
    const at = now.getTime()
    const second = Math.floor(at / 1000)
    const seen = this.#seen.get(platform) ?? { second, count: 0, bannedUntil: 0 }
    this.#seen.set(platform, seen)
    if (at < seen.bannedUntil) return Math.ceil((seen.bannedUntil - at) / 1000)
    if (seen.second !== second) {
      seen.second = second
      seen.count = 0
    }
    seen.count += 1
    if (seen.count <= rule.callsPerSecond) return 0
    seen.bannedUntil = at + rule.banSeconds * 1000
    return rule.banSeconds
  }

  rules(): Record<string, Rule> {
    return Object.fromEntries(this.#rules)
  }
}
