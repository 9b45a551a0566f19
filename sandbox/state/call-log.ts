import type { SandboxPlatform } from '../credentials.ts'

/** One call that reached the sandbox, as `GET /_control/calls` gives it. No secret, token or signature in it. */
export interface CallRecord {
  seq: number
  at: string
  platform: SandboxPlatform
  method: string
  shop?: string
  params: Record<string, string>
  /** The platform's own result code; "0" for success, "-" when the connection ended without an answer. */
  code: string
  httpStatus: number
  durationMs: number
  faults: string[]
}

const KEPT = 5_000
const MAX_VALUE = 400
const SECRET =
  /^(sign|_aop_signature|session|access_token|refresh_token|token|app_secret|client_secret|code|password|timestamp|_aop_timestamp)$/i

/** Loggable parameters of a call: everything but secrets, long values cut. */
export function loggable(params: Iterable<readonly [string, string]>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of params) {
    if (SECRET.test(name)) continue
    kept[name] = value.length > MAX_VALUE ? `${value.slice(0, MAX_VALUE)}…` : value
  }
  return kept
}

/** A ring of the last calls: bounded, newest last. */
export class CallLog {
  #records: CallRecord[] = []
  #seq = 0

  add(record: Omit<CallRecord, 'seq'>): void {
    this.#seq += 1
    this.#records.push({ seq: this.#seq, ...record })
    if (this.#records.length > KEPT) this.#records.splice(0, this.#records.length - KEPT)
  }

  list(filter: { platform?: string | undefined; method?: string | undefined } = {}): readonly CallRecord[] {
    return this.#records.filter(
      (record) =>
        (filter.platform === undefined || record.platform === filter.platform) &&
        (filter.method === undefined || record.method === filter.method),
    )
  }

  clear(): void {
    this.#records = []
  }
}
