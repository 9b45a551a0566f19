import type { Platform } from './platform.ts'

/** Who failed, for messages, metrics and the graph's UPSTREAM_UNAVAILABLE: a marketplace, the warehouse system, the item-data provider, the translation service, the search engine or the publisher of exchange rates. */
export type UpstreamName = Platform | 'QIMEN' | 'ITEM_DATA' | 'DEEPL' | 'MEILISEARCH' | 'ECB'

interface Detail {
  upstream: UpstreamName
  /** Message of the platform, cleaned of secrets; shown to operators. */
  message: string
  /** The platform's own code, for example `isv.invalid-parameter`. */
  code?: string | undefined
  cause?: unknown
}

/** Base of all failures of a call to a platform. The subclass is an instruction to the caller: wait, retry, re-authorize, give up. */
export abstract class UpstreamError extends Error {
  abstract readonly kind: 'rate-limited' | 'transient' | 'needs-authorization' | 'rejected' | 'misconfigured'
  readonly upstream: UpstreamName
  readonly code: string | undefined
  constructor({ upstream, message, code, cause }: Detail) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = new.target.name
    this.upstream = upstream
    this.code = code
  }
}

/** Wait at least `retryAfterMs`, then the same call may be sent again: nothing was done. */
export class RateLimited extends UpstreamError {
  readonly kind = 'rate-limited'
  readonly retryAfterMs: number
  /** Whose calls the platform stopped: the whole app's, this one API's, or this shop's. */
  readonly scope: 'app' | 'api' | 'shop'
  constructor(detail: Detail & { retryAfterMs: number; scope?: 'app' | 'api' | 'shop' }) {
    super(detail)
    this.retryAfterMs = detail.retryAfterMs
    this.scope = detail.scope ?? 'app'
  }
}

/** Retry with back-off. `mayHaveHappened`: a write whose answer was lost; read back before any second attempt. */
export class Transient extends UpstreamError {
  readonly kind = 'transient'
  readonly mayHaveHappened: boolean
  readonly retryAfterMs: number | undefined
  constructor(detail: Detail & { mayHaveHappened?: boolean; retryAfterMs?: number }) {
    super(detail)
    this.mayHaveHappened = detail.mayHaveHappened ?? false
    this.retryAfterMs = detail.retryAfterMs
  }
}

/** The token is gone and could not be refreshed: the shop's owner has to link it again. */
export class NeedsAuthorization extends UpstreamError {
  readonly kind = 'needs-authorization'
}

/** The platform understood and said no (out of stock, wrong state, unknown id). Never retry as it is. */
export class Rejected extends UpstreamError {
  readonly kind = 'rejected'
}

/** Our fault or the app's set-up: signature, permission, unknown method, an answer we cannot read. Never retry; alert. */
export class Misconfigured extends UpstreamError {
  readonly kind = 'misconfigured'
}
