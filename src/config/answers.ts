import { ConfigError, type Table, type Values } from './setting.ts'
import { oneOf, onOff, seconds, text, wholeNumber } from './types.ts'

export const ANSWERS = {
  RESPONSE_CACHE: {
    type: onOff,
    // People change the database by hand outside production, and expect to see it.
    default: 'off',
    production: 'on',
    sentence:
      'Keeps answers about products until the feed tells that one of them changed ([architecture](architecture.md#how-a-query-is-answered)).',
  },
  RESPONSE_CACHE_MB: {
    type: wholeNumber(1, 4_096, 'MiB'),
    default: '64',
    sentence: 'Memory for all kept answers together, in MiB.',
  },
  RESPONSE_CACHE_SECONDS: {
    type: seconds(1, 3_600),
    default: '10',
    sentence: 'Longest time that an answer is kept.',
  },
  TRUSTED_DOCUMENTS: {
    type: oneOf('off', 'allow', 'only'),
    default: 'off',
    sentence: '`allow`: clients may ask by hash; `only`: by hash and no other way.',
  },
  TRUSTED_DOCUMENTS_FILE: {
    type: text('the path of a persisted-documents.json'),
    sentence: 'The `persisted-documents.json` of codegen; needed unless `TRUSTED_DOCUMENTS` is `off`.',
  },
} as const satisfies Table

export interface CacheSettings {
  /** Memory for all answers together, in bytes. */
  readonly bytes: number
  /** Longest time that an answer is kept, in ms. */
  readonly ttlMs: number
}

/** Null: no answer is kept. */
export function cacheOf(vars: Values<typeof ANSWERS>): CacheSettings | null {
  const { RESPONSE_CACHE, RESPONSE_CACHE_MB, RESPONSE_CACHE_SECONDS } = vars
  return RESPONSE_CACHE ? { bytes: RESPONSE_CACHE_MB * 1024 * 1024, ttlMs: RESPONSE_CACHE_SECONDS } : null
}

/** Documents that clients may ask for by hash, and whether they may ask for anything else. */
export interface DocumentSettings {
  readonly mode: 'off' | 'allow' | 'only'
  /** Codegen's manifest; null when the mode is off. */
  readonly file: string | null
}

/** @throws ConfigError */
export function documentSettingsOf(vars: Values<typeof ANSWERS>): DocumentSettings {
  const { TRUSTED_DOCUMENTS: mode, TRUSTED_DOCUMENTS_FILE: file } = vars
  if (mode === 'off') return { mode, file: null }
  if (!file)
    throw new ConfigError(
      `TRUSTED_DOCUMENTS_FILE has to name codegen's persisted-documents.json when TRUSTED_DOCUMENTS is ${mode}.`,
    )
  return { mode, file }
}
