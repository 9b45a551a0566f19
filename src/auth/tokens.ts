import { randomUUID } from 'node:crypto'
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { isStorable } from '../domain/text.ts'
import { ANONYMOUS, ROLES, type Role, type Viewer, viewerOf } from '../domain/viewer.ts'
import { type IsRevoked, RevocationList } from './revocations.ts'

export type AuthSettings = {
  /** Tokens of these issuers are taken; empty or absent: of any. */
  readonly issuers?: readonly string[]
  /** Longest life of a token, in ms. */
  readonly tokenLifeMs?: number
} & (
  | {
      readonly kind: 'secret'
      /** Signs. */
      readonly secret: string
      /** Still believed, while tokens that it signed are about. */
      readonly formerSecret?: string | null
    }
  | { readonly kind: 'jwks'; readonly url: string }
)

const ISSUER = 'haitao-graph'
const AUDIENCE = 'haitao-graph'
/** Seconds by which clocks of issuer and gateway may differ. */
const CLOCK_TOLERANCE = 5
/** Longest life of a token when the settings do not say, in ms. */
export const USUAL_TOKEN_LIFE_MS = 400 * 24 * 3_600_000

const Claims = z.object({
  role: z.enum(ROLES).exclude(['anonymous']),
  sub: z.string().min(1).max(200).refine(isStorable),
  exp: z.number(),
  iat: z.number().optional(),
  jti: z.string().optional(),
})

/** The token is not one of ours, or is over. `reason` is for the client. */
export class InvalidToken extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'InvalidToken'
  }
}

export interface Authenticator {
  /** @param authorization value of the header or of connection_init: "Bearer …"; absent is anonymous. @throws InvalidToken */
  viewerOf(authorization: string | null | undefined): Promise<Viewer>
  /** Called when tokens were revoked, for open connections. Returns a stop. */
  onRevoked(listener: (isRevoked: IsRevoked) => void): () => void
}

/** Verifies tokens: HS256 by the shared secret, or what the JWKS document offers. */
export function authenticator(settings: AuthSettings, revocations = new RevocationList()): Authenticator {
  const { issuers = [], tokenLifeMs = USUAL_TOKEN_LIFE_MS } = settings
  const options = {
    audience: AUDIENCE,
    clockTolerance: CLOCK_TOLERANCE,
    ...(issuers.length > 0 && { issuer: [...issuers] }),
  }
  const verify =
    settings.kind === 'secret'
      ? verifyWithSecrets([settings.secret, settings.formerSecret ?? []].flat(), options)
      : verifyWithJwks(new URL(settings.url), options)
  return {
    async viewerOf(authorization) {
      if (!authorization) return ANONYMOUS
      const match = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization.trim())
      if (!match?.[1]) throw new InvalidToken('The authorization has to read "Bearer <token>".')
      const claims = Claims.safeParse(await verify(match[1]))
      if (!claims.success)
        throw new InvalidToken(
          `The token lacks a valid ${String(claims.error.issues[0]?.path[0] ?? 'claim')}.`,
        )
      const { role, sub, exp, iat, jti } = claims.data
      refuseWrongTimes(exp, iat, tokenLifeMs / 1_000)
      const token = { id: jti ?? null, issuedAt: iat === undefined ? null : new Date(iat * 1000) }
      const viewer = viewerOf(role, sub, new Date(exp * 1000), token)
      if (revocations.isRevoked(viewer)) throw new InvalidToken('The token was revoked.')
      return viewer
    },
    onRevoked: (listener) => revocations.onChange(listener),
  }
}

/**
 * A token from the future would outlive each revocation of what was issued before, and one that lives longer than
 * revocations are kept would be good again afterwards. One that does not say when it was issued counts from now.
 * All in seconds.
 */
function refuseWrongTimes(exp: number, iat: number | undefined, life: number): void {
  const now = Date.now() / 1_000
  if (iat !== undefined && iat > now + CLOCK_TOLERANCE)
    throw new InvalidToken('The token was issued in the future.')
  if (exp - (iat ?? now) > life + CLOCK_TOLERANCE)
    throw new InvalidToken(`The token lives longer than ${Math.floor(life / 86_400)} days.`)
}

type Verify = (token: string) => Promise<JWTPayload>

function verifyWithSecrets(secrets: readonly string[], options: object): Verify {
  const keys = secrets.map((secret) => new TextEncoder().encode(secret))
  return async (token) => {
    let refusal: unknown
    for (const key of keys)
      try {
        return (await jwtVerify(token, key, { ...options, algorithms: ['HS256'] })).payload
      } catch (error) {
        refusal = error
        // Any other reason is the token's own: other keys would not help.
        if (!(error instanceof errors.JWSSignatureVerificationFailed)) break
      }
    return refuse(refusal)
  }
}

function verifyWithJwks(url: URL, options: object): Verify {
  const keys = createRemoteJWKSet(url)
  const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA']
  return async (token) => {
    const { payload } = await jwtVerify(token, keys, { ...options, algorithms }).catch(refuse)
    return payload
  }
}

/** Tells the client what is wrong with the token; an unreachable key server is not the client's fault. */
function refuse(error: unknown): never {
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'iss')
    throw new InvalidToken('The token is of another issuer.')
  if (error instanceof errors.JWTExpired) throw new InvalidToken('The token has expired.')
  if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout))
    throw new InvalidToken('The token is not valid here.')
  throw error
}

export interface TokenRequest {
  readonly role: Exclude<Role, 'anonymous'>
  readonly subject: string
  readonly ttlSeconds: number
  /** Ours when left out. */
  readonly issuer?: string | undefined
}

/** A token signed with the shared secret: `npm run token`, GraphiQL's examples, tests. */
export function signToken(
  secret: string,
  { role, subject, ttlSeconds, issuer = ISSUER }: TokenRequest,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  return new SignJWT({ role })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setJti(randomUUID())
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setIssuedAt(now)
    .setExpirationTime(now + ttlSeconds)
    .sign(new TextEncoder().encode(secret))
}
