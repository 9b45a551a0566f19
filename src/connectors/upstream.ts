import { NO_TRACE, type Trace } from '../domain/trace.ts'
import {
  Misconfigured,
  NeedsAuthorization,
  RateLimited,
  Transient,
  UpstreamError,
  type UpstreamName,
} from '../domain/upstream-error.ts'
import { type Breaker, type BreakerOptions, createBreaker } from './breaker.ts'
import { type Clock, ClockRejected, createSkews, steadyClock, systemClock } from './clock.ts'
import type { ShopCredentials } from './credentials.ts'
import { failureOf } from './failure.ts'
import { createHttpClient, type HttpAnswer, type HttpOptions, type HttpRequest } from './http-client.ts'
import { createRenewals } from './renewals.ts'
import { backoff, CIRCUIT_OPEN, type RetryOptions, retryDelay } from './retry.ts'
import { createTurns, type Lane, type Rates } from './turns.ts'

/** One call as a connector describes it. Everything about when and how often it is sent is the policy's. */
export interface UpstreamCall<T> {
  readonly upstream: UpstreamName
  /** The connector's name; keeps two APIs of one platform (TOP, Taobao Global) apart. */
  readonly api: string
  /** The app key: quotas are counted per app. */
  readonly app: string
  /** Null for calls that need no user (token exchange, message queue). */
  readonly shop: ShopCredentials | null
  readonly method: string
  /** Ids or rows this call carries, for the metrics of batching. */
  readonly items?: number
  /** True for reads, and writes that change nothing when they come twice. Others are never sent again after a lost answer. */
  readonly repeatable: boolean
  readonly rates: Rates
  /** Never to appear in messages. The access token is added by the policy. */
  readonly secrets: readonly string[]
  readonly signal?: AbortSignal | undefined
  /** Called for every attempt, so that each is signed with its own time and the newest token. */
  readonly request: (at: { readonly now: Date; readonly accessToken: string | null }) => HttpRequest
  /** Turns the answer into a value or throws an UpstreamError or ClockRejected. */
  readonly read: (answer: HttpAnswer) => T
}

/** One attempt, for metrics. Holds no secrets and no personal data. */
export interface UpstreamCallEvent {
  readonly upstream: UpstreamName
  readonly api: string
  readonly method: string
  readonly ms: number
  readonly outcome: 'ok' | 'clock' | 'aborted' | UpstreamError['kind']
  readonly items: number
  /** 1 for the first attempt. */
  readonly attempt: number
}

export interface UpstreamOptions {
  http?: HttpOptions
  retry?: Partial<RetryOptions>
  breaker?: Partial<BreakerOptions>
  /**
   * Called once per call when the platform refuses the shop's token; the new token, or null when the refresh is
   * refused. Calls of one shop share one run. Left out: a refused token is NeedsAuthorization at once.
   */
  renewToken?: (shop: ShopCredentials) => Promise<string | null>
  onCall?: (event: UpstreamCallEvent) => void
  onBreaker?: (event: { api: string; shopId: string | null; state: 'closed' | 'open' | 'trying' }) => void
  /** A record of an answer that was left out because it could not be read; the rest of the answer was used. */
  onUnreadable?: (event: { api: string; method: string; externalId: string | null; message: string }) => void
  clock?: Clock
  /** 0 to 1, for jitter. */
  random?: () => number
  /** Part of every rate that is this process's, 0 to 1: several processes share the app's. */
  part?: () => number
  /** Every attempt is a span; the platform is given its context. */
  trace?: Trace
}

export interface Upstream {
  call<T>(call: UpstreamCall<T>): Promise<T>
  readonly clock: Clock
  /** The present pace of every API that was called, in calls per second. */
  paces(): { api: string; perSecond: number; bannedForMs: number }[]
  /** Tells `onUnreadable`. */
  unreadable(event: { api: string; method: string; externalId: string | null; message: string }): void
  /** Ends waiting calls with an AbortError, lets running exchanges finish, closes the sockets. */
  close(): Promise<void>
}

/** The one policy for calls to platforms: turns, breaker, time-outs, retries, clock and token, in that order. */
export function createUpstream(options: UpstreamOptions = {}): Upstream {
  const { clock = systemClock, random = Math.random, trace = NO_TRACE } = options
  const spans = options.clock ?? steadyClock
  const retry: RetryOptions = {
    attempts: 4,
    baseMs: 200,
    maxMs: 5_000,
    longestBanMs: 15_000,
    ...options.retry,
  }
  const breakerOptions: BreakerOptions = { threshold: 8, openMs: 15_000, ...options.breaker }
  const http = createHttpClient(options.http)
  const turns = createTurns(spans, retry.longestBanMs, options.part)
  const skews = createSkews(clock)
  const renewals = createRenewals(options.renewToken)
  const closing = new AbortController()

  const breakers = new Map<string, Breaker>()
  const breakerOf = ({ api, shop }: Pick<UpstreamCall<unknown>, 'api' | 'shop'>) => {
    const shopId = shop?.shopId ?? null
    const name = `${api} ${shopId}`
    const known = breakers.get(name)
    if (known) return known
    const made = createBreaker(breakerOptions, spans, (state) => options.onBreaker?.({ api, shopId, state }))
    breakers.set(name, made)
    return made
  }

  /** An attempt with its wait, as a span. */
  function tracedOnce<T>(
    call: UpstreamCall<T>,
    lane: Lane,
    accessToken: string | null,
    number: number,
    waiting: AbortSignal,
  ) {
    if (!trace.on) return once(call, lane, accessToken, number, waiting)
    const attributes = {
      'haitao.platform': call.upstream,
      'haitao.api': call.api,
      'rpc.method': call.method,
      'haitao.attempt': number,
      'haitao.items': call.items ?? 1,
    }
    return trace.span(`${call.api} ${call.method}`, { kind: 'client', attributes }, () =>
      once(call, lane, accessToken, number, waiting),
    )
  }

  /** One exchange; buckets, breaker and metrics learn how it ended. */
  async function once<T>(
    call: UpstreamCall<T>,
    lane: Lane,
    accessToken: string | null,
    attempt: number,
    /** Ends waiting; the exchange itself ends only with the caller's own signal. */
    waiting: AbortSignal,
  ): Promise<T> {
    await turns.wait(lane, waiting)
    const breaker = breakerOf(call)
    const closedForMs = breaker.enter()
    if (closedForMs > 0) {
      throw new Transient({
        upstream: call.upstream,
        message: `${call.api} does not answer; calls are paused`,
        code: CIRCUIT_OPEN,
        retryAfterMs: closedForMs,
      })
    }
    const started = spans.now()
    const ended = (outcome: UpstreamCallEvent['outcome']) =>
      options.onCall?.({
        upstream: call.upstream,
        api: call.api,
        method: call.method,
        ms: spans.now() - started,
        outcome,
        items: call.items ?? 1,
        attempt,
      })
    let answer: HttpAnswer | undefined
    try {
      const request = call.request({ now: skews.now(call.api), accessToken })
      answer = await http.exchange(trace.on ? continued(request) : request, call.signal)
      const value = call.read(answer)
      breaker.succeeded()
      turns.succeeded(lane)
      ended('ok')
      return value
    } catch (error) {
      if (call.signal?.aborted) {
        breaker.abandoned()
        ended('aborted')
        throw error
      }
      if (error instanceof ClockRejected) {
        breaker.succeeded()
        skews.learn(call.api, answer?.date ?? null)
        ended('clock')
        throw error
      }
      const failure = withDelay(
        failureOf(error, { ...call, secrets: [...call.secrets, accessToken] }),
        attempt,
      )
      if (failure instanceof Transient) breaker.failed()
      else breaker.succeeded()
      if (failure instanceof RateLimited) turns.ban(lane, failure.scope, failure.retryAfterMs)
      ended(failure.kind)
      throw failure
    }
  }

  async function call<T>(call: UpstreamCall<T>): Promise<T> {
    const { upstream, api, app, shop, method, rates } = call
    const lane: Lane = { upstream, api, app, method, rates, shopId: shop?.shopId ?? null }
    const waiting = call.signal ? AbortSignal.any([call.signal, closing.signal]) : closing.signal
    waiting.throwIfAborted()
    let accessToken = shop?.accessToken ?? null
    let resigned = false
    let renewed = false
    if (shop && accessToken === null) {
      throw new NeedsAuthorization({ upstream, message: 'the shop is not linked', code: 'no-token' })
    }
    for (let number = 1; ; number++) {
      try {
        return await tracedOnce(call, lane, accessToken, number, waiting)
      } catch (error) {
        if (error instanceof ClockRejected && !resigned) {
          resigned = true
          continue
        }
        if (error instanceof ClockRejected) {
          throw new Misconfigured({
            upstream,
            message: 'our clock is refused even after correction',
            code: 'clock',
          })
        }
        if (error instanceof NeedsAuthorization && shop && !renewed) {
          renewed = true
          const fresh = await renewals.renew(shop)
          if (fresh === null) throw error
          accessToken = fresh
          continue
        }
        if (!(error instanceof UpstreamError)) throw error
        const delay = retryDelay(error, number, retry, random)
        if (delay === null) throw error
        // After a ban the buckets make us wait, and everybody else who shares them.
        if (!(error instanceof RateLimited)) await spans.sleep(delay, waiting)
      }
    }
  }

  /** Signatures cover parameters and bodies, not headers: one may be added. */
  function continued(request: HttpRequest): HttpRequest {
    return { ...request, headers: { ...request.headers, ...trace.outgoing() } }
  }

  /** Platforms that do not say how long a ban lasts get a doubling time with jitter. */
  function withDelay(error: UpstreamError, attempt: number): UpstreamError {
    if (!(error instanceof RateLimited) || error.retryAfterMs > 0) return error
    const { upstream, message, code, scope } = error
    const retryAfterMs = 1_000 * 2 ** (attempt - 1) + backoff(retry, attempt, random)
    return new RateLimited({ upstream, message, code, scope, retryAfterMs })
  }

  return {
    call,
    clock,
    paces: () => turns.paces(),
    unreadable: (event) => options.onUnreadable?.(event),
    close: async () => {
      closing.abort(new DOMException('the connectors are closing', 'AbortError'))
      await http.close()
    },
  }
}
