import { Buffer } from 'node:buffer'
import { z } from 'zod'
import { ConfigError, type Table, type Values } from './setting.ts'
import { DEVELOPMENT_ENCRYPTION_KEY, DEVELOPMENT_JWT_SECRET, weaknessOf } from './strength.ts'
import { address, list, secret, text, wholeNumber } from './types.ts'

const DAY_MS = 24 * 3_600_000

/** 32 bytes each: the first seals, all open. */
export type EncryptionKeys = readonly [Buffer, ...Buffer[]]

/** Base64 and base64url, with and without padding; blanks count for nothing. */
const key = z
  .string()
  .transform((value) => value.replace(/\s/g, ''))
  .pipe(z.string().regex(/^[\w+/-]+={0,2}$/))
  .transform((value) => Buffer.from(value, 'base64'))
  .refine((bytes) => bytes.length === 32)

const keys = z
  .string()
  .transform((value) => value.split(','))
  .pipe(z.tuple([key], key))
  .transform((all): EncryptionKeys => all)
  .describe('32 bytes in base64, or several such separated by commas, the present one first')

export const AUTH = {
  AUTH_JWKS_URL: {
    type: address(
      ['http:', 'https:'],
      'an http or https address such as https://login.example.com/.well-known/jwks.json',
    ),
    sentence:
      "JWKS document with the keys of the issuer of your users' tokens. Production needs it or `AUTH_JWT_SECRET`.",
  },
  AUTH_JWT_SECRET: {
    type: secret(32),
    secret: true,
    otherwise: 'development secret',
    sentence: 'HS256 secret of the tokens of your users, where there is no `AUTH_JWKS_URL`.',
  },
  AUTH_JWT_FORMER_SECRET: {
    type: secret(32),
    secret: true,
    sentence: 'The previous secret, while its tokens are still valid.',
  },
  AUTH_ISSUER: {
    type: list(text(), 'the issuer (iss) of your tokens, or several separated by commas'),
    otherwise: 'any issuer',
    sentence:
      'Tokens of other issuers are refused: needed where one JWKS document or one secret serves several applications.',
  },
  AUTH_TOKEN_LIFE_DAYS: {
    type: wholeNumber(1, 3_650, 'days'),
    default: '400',
    sentence:
      'Longest life of a token; one that lives longer is refused. A revocation lasts as long, so that no revoked token outlives it.',
  },
  ENCRYPTION_KEY: {
    type: keys,
    secret: true,
    otherwise: 'development key',
    sentence:
      "Seals tokens of shops and addresses in the database: `openssl rand -base64 32`. Keep a copy elsewhere: without it they can't be read. Several separated by commas while it is replaced, the present one first.",
  },
} as const satisfies Table

export type AuthSettings = {
  /** Tokens of these issuers are taken; empty: of any. Ours carry the first. */
  readonly issuers: readonly string[]
  /** Longest life of a token, in ms. */
  readonly tokenLifeMs: number
} & (
  | { readonly kind: 'secret'; readonly secret: string; readonly formerSecret: string | null }
  | { readonly kind: 'jwks'; readonly url: string }
)

/** @throws ConfigError in production about a secret that can be guessed */
export function authOf(vars: Values<typeof AUTH>, production: boolean): AuthSettings {
  const { AUTH_JWKS_URL: url, AUTH_JWT_SECRET, AUTH_JWT_FORMER_SECRET: formerSecret = null } = vars
  const common = { issuers: vars.AUTH_ISSUER ?? [], tokenLifeMs: vars.AUTH_TOKEN_LIFE_DAYS * DAY_MS }
  if (url) return { kind: 'jwks', url, ...common }
  if (production) {
    if (!AUTH_JWT_SECRET)
      throw new ConfigError(
        'AUTH_JWT_SECRET or AUTH_JWKS_URL has to be set in production: the development secret is public.',
      )
    refuseWeak('AUTH_JWT_SECRET', [AUTH_JWT_SECRET])
    refuseWeak('AUTH_JWT_FORMER_SECRET', formerSecret === null ? [] : [formerSecret])
  }
  return { kind: 'secret', secret: AUTH_JWT_SECRET ?? DEVELOPMENT_JWT_SECRET, formerSecret, ...common }
}

/** @throws ConfigError in production about a key that can be guessed */
export function encryptionKeysOf(
  { ENCRYPTION_KEY }: Values<typeof AUTH>,
  production: boolean,
): EncryptionKeys {
  if (ENCRYPTION_KEY && production) refuseWeak('ENCRYPTION_KEY', ENCRYPTION_KEY)
  if (!ENCRYPTION_KEY && production)
    throw new ConfigError(
      'ENCRYPTION_KEY has to be set in production: 32 random bytes in base64 (openssl rand -base64 32).',
    )
  return ENCRYPTION_KEY ?? [Buffer.from(DEVELOPMENT_ENCRYPTION_KEY, 'base64')]
}

/** @throws ConfigError which of several secrets can be guessed, and why */
export function refuseWeak(variable: string, secrets: readonly (string | Buffer)[]): void {
  for (const [index, one] of secrets.entries()) {
    const weakness = weaknessOf(one)
    const which = secrets.length > 1 ? `Number ${index + 1} of ${variable}` : variable
    if (weakness)
      throw new ConfigError(
        `${which} can't be used in production, because it ${weakness}: take a random one (openssl rand -base64 32).`,
      )
  }
}
