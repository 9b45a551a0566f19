import { z } from 'zod'
import type { Table, Values } from './setting.ts'
import { httpAddress, secret } from './types.ts'

const indexName = z
  .string()
  .trim()
  .regex(/^[a-zA-Z0-9_-]{1,400}$/)
  .describe('a name of letters, digits, hyphens and underscores')

export const SEARCH = {
  MEILISEARCH_URL: {
    type: httpAddress('http://localhost:7700'),
    otherwise: 'the database finds products itself',
    sentence: 'A Meilisearch server, version 1.10 or later, that finds products by words.',
  },
  MEILISEARCH_KEY: {
    type: secret(),
    secret: true,
    otherwise: 'none is sent',
    sentence:
      'Its key, allowed to search, to write documents and settings of the index, and to read its tasks and stats.',
  },
  MEILISEARCH_INDEX: {
    type: indexName,
    default: 'products',
    sentence: 'Name of the index there; a new name is filled from the start.',
  },
} as const satisfies Table

export interface SearchSettings {
  /** Null: no engine is asked. */
  readonly url: string | null
  readonly key: string | null
  readonly index: string
}

export function searchOf(vars: Values<typeof SEARCH>): SearchSettings {
  return {
    url: vars.MEILISEARCH_URL ?? null,
    key: vars.MEILISEARCH_KEY ?? null,
    index: vars.MEILISEARCH_INDEX,
  }
}
