import { ConfigError, type Table, type Values } from './setting.ts'
import { list, onOff, seconds, text, wholeNumber } from './types.ts'

const origin = text('an origin').refine(
  (value) => /^https?:/.test(value) && URL.parse(value)?.origin === value,
)

export const LIMITS = {
  CORS_ORIGINS: {
    type: list(origin, 'origins such as https://shop.example.com, separated by commas'),
    otherwise: 'none in production, else all',
    sentence: 'Origins whose pages may call the gateway.',
  },
  TRUSTED_PROXIES: {
    type: wholeNumber(0, 10, 'proxies'),
    default: '0',
    sentence: 'Proxies of yours in front of the gateway: this many entries of `X-Forwarded-For` are trusted.',
  },
  RATE_LIMIT: { type: onOff, default: 'on', sentence: '`off` only outside production.', development: true },
  RATE_LIMIT_POINTS: {
    type: wholeNumber(100, 1_000_000_000, 'points'),
    default: '20000000',
    production: '20000',
    sentence:
      'Points of cost in 10 seconds for an address without a token; ten times that for a token ([security](security.md)).',
  },
  OPERATION_TIMEOUT_SECONDS: {
    type: seconds(1, 600),
    default: '30',
    sentence: 'Timeout of a query or mutation.',
  },
  MAX_SOCKETS_PER_ADDRESS: {
    type: wholeNumber(1, 1_000_000_000, 'sockets'),
    default: '20000',
    production: '200',
    sentence: 'WebSockets that one address may have open at once.',
  },
  MAX_DOCUMENT_LENGTH: {
    type: wholeNumber(1_000, 1_000_000, 'characters'),
    default: '65536',
    sentence: 'Longest text of an operation, from a viewer with a token ([security](security.md)).',
  },
  MAX_ANONYMOUS_DOCUMENT_LENGTH: {
    type: wholeNumber(1_000, 1_000_000, 'characters'),
    default: '65536',
    production: '16384',
    sentence: 'The same without a token.',
  },
  MAX_ANONYMOUS_BODY_BYTES: {
    type: wholeNumber(1_000, 1_000_000, 'bytes'),
    default: '65536',
    sentence:
      'Longest body of a request, or message of a socket, without a token; with a token 1000000 and 262144.',
  },
  MAX_REPLAY_EVENTS: {
    type: wholeNumber(1, 1_000_000_000, 'events'),
    default: '5000',
    sentence:
      'Events replayed from a cursor at most; an older cursor gets a FeedGap and the state ([realtime](realtime.md)).',
  },
  MAX_WATCHED_PER_SOCKET: {
    type: wholeNumber(500, 1_000_000_000, 'ids'),
    default: '5000',
    sentence: 'Ids that all subscriptions of one socket may watch.',
  },
  MAX_WATCHED_PER_ADDRESS: {
    type: wholeNumber(500, 1_000_000_000, 'ids'),
    default: '5000000',
    production: '50000',
    sentence:
      'Ids that one address may watch without a token; the subject of a token may watch ten times as many.',
  },
} as const satisfies Table

/** 11 days: timers can't wait much longer, seconds. */
const LONGEST = 1_000_000

export const CONNECTIONS = {
  CONNECTION_IDLE_SECONDS: {
    type: seconds(0, LONGEST, 'no limit'),
    default: '600',
    sentence: 'Idle timeout of a socket without operations; 0: no limit.',
  },
  CONNECTION_LIFE_SECONDS: {
    type: seconds(0, LONGEST, 'no limit'),
    default: '86400',
    sentence: 'Longest life of a socket or an event stream; its client comes back. 0: no limit.',
  },
  SLOW_CONSUMER_SECONDS: {
    type: seconds(1, LONGEST),
    default: '60',
    sentence: 'A subscriber that reads nothing for this time while something waits for it is closed.',
  },
  STOP_DELAY_SECONDS: {
    type: seconds(0, 600),
    default: '0',
    production: '10',
    sentence:
      'On SIGTERM `/readyz` answers 503 for this time while everything else goes on, so that load balancers send requests elsewhere before the port closes.',
  },
  DRAIN_SECONDS: {
    type: seconds(0, 600),
    // Nobody wants to wait in a terminal.
    default: '0',
    production: '10',
    sentence:
      'After that connections end one after the other over this time ([realtime](realtime.md#stopping-a-gateway)).',
  },
} as const satisfies Table

/** Who may ask from where, and how much. */
export interface LimitSettings {
  /** Browsers may call from pages of these origins; null: from everywhere. */
  readonly origins: readonly string[] | null
  /** Points of cost per 10 seconds for an address without a token, ten times as many for a token's subject; null: no limit. */
  readonly ratePoints: number | null
  readonly socketsPerAddress: number
  /** Proxies of ours in front of the gateway: this many entries of X-Forwarded-For are trusted. */
  readonly trustedProxies: number
  /** Timeout of a query or mutation, in ms. */
  readonly executionMs: number
  /** Longest text of an operation, in characters, from a viewer with a token and from one without. */
  readonly documentLength: number
  readonly anonymousDocumentLength: number
  /** Longest body of a request, or message of a socket, from a viewer without a token, in bytes. */
  readonly anonymousBodyBytes: number
  /** Events replayed from a cursor at most; a cursor further back gets a gap and the state. */
  readonly replayEvents: number
  /** Ids that all subscriptions of one socket may watch, and of one address without a token. */
  readonly watchedPerSocket: number
  readonly watchedPerAddress: number
}

/** @param publicUrl its origin is always among those that may call. @throws ConfigError */
export function limitsOf(
  vars: Values<typeof LIMITS>,
  { production, publicUrl }: { readonly production: boolean; readonly publicUrl: string | null },
): LimitSettings {
  if (production && !vars.RATE_LIMIT) throw new ConfigError('RATE_LIMIT can be off only outside production.')
  const listed = vars.CORS_ORIGINS ?? []
  const own = publicUrl === null ? [] : [new URL(publicUrl).origin]
  return {
    // Outside production everybody shares one address, and load tests are welcome.
    origins: production || vars.CORS_ORIGINS ? [...new Set([...listed, ...own])] : null,
    ratePoints: vars.RATE_LIMIT ? vars.RATE_LIMIT_POINTS : null,
    socketsPerAddress: vars.MAX_SOCKETS_PER_ADDRESS,
    trustedProxies: vars.TRUSTED_PROXIES,
    executionMs: vars.OPERATION_TIMEOUT_SECONDS,
    documentLength: vars.MAX_DOCUMENT_LENGTH,
    anonymousDocumentLength: vars.MAX_ANONYMOUS_DOCUMENT_LENGTH,
    anonymousBodyBytes: vars.MAX_ANONYMOUS_BODY_BYTES,
    replayEvents: vars.MAX_REPLAY_EVENTS,
    watchedPerSocket: vars.MAX_WATCHED_PER_SOCKET,
    watchedPerAddress: vars.MAX_WATCHED_PER_ADDRESS,
  }
}

/** How long connections of subscribers live. */
export interface ConnectionSettings {
  /** Time for which the process still works, unready, after SIGTERM, in ms. */
  readonly stopDelayMs: number
  /** Idle timeout of a socket without operations, in ms; null: no limit. */
  readonly idleMs: number | null
  /** Longest life of a socket or an event stream, in ms; null: no limit. Clients come back. */
  readonly lifeMs: number | null
  /** A subscriber that reads nothing for this time while something waits for it is closed, in ms. */
  readonly stuckMs: number
  /** When the process stops its connections end one after the other over this time, in ms; 0: all at once. */
  readonly drainMs: number
}

export function connectionsOf(vars: Values<typeof CONNECTIONS>): ConnectionSettings {
  return {
    idleMs: vars.CONNECTION_IDLE_SECONDS || null,
    lifeMs: vars.CONNECTION_LIFE_SECONDS || null,
    stuckMs: vars.SLOW_CONSUMER_SECONDS,
    stopDelayMs: vars.STOP_DELAY_SECONDS,
    drainMs: vars.DRAIN_SECONDS,
  }
}
