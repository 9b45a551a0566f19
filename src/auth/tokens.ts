import { randomUUID } from 'node:crypto'
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { ANONYMOUS, ROLES, type Role, type Viewer, viewerOf } from '../domain/viewer.ts'
import { type IsRevoked, RevocationList } from './revocations.ts'

export type AuthSettings =
  | {
      readonly kind: 'secret'
      /** Signs. */
      readonly secret: string
      /** Still believed, while tokens that it signed are about. */
      readonly formerSecret?: string | null
    }
  | { readonly kind: 'jwks'; readonly url: string }

const ISSUER = 'haitao-graph'
const AUDIENCE = 'haitao-graph'
/** Seconds by which clocks of issuer and gateway may differ. */
const CLOCK_TOLERANCE = 5

const Claims = z.object({
  role: z.enum(ROLES).exclude(['anonymous']),
  sub: z.string().min(1).max(200),
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
  /** Called when tokens were revoked, for what goes on after its token was read. Returns a stop. */
  onRevoked(listener: (isRevoked: IsRevoked) => void): () => void
}

/** Verifies tokens: HS256 by the shared secret, or what the JWKS document offers. */
export function authenticator(settings: AuthSettings, revocations = new RevocationList()): Authenticator {
  const options = { audience: AUDIENCE, clockTolerance: CLOCK_TOLERANCE }
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
      const token = { id: jti ?? null, issuedAt: iat === undefined ? null : new Date(iat * 1000) }
      const viewer = viewerOf(role, sub, new Date(exp * 1000), token)
      if (revocations.isRevoked(viewer)) throw new InvalidToken('The token was revoked.')
      return viewer
    },
    onRevoked: (listener) => revocations.onChange(listener),
  }
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
        // Any other reason is the token's own, whoever signed it.
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

/** What the token has wrong is told; that the key server can't be reached is not the client's fault. */
function refuse(error: unknown): never {
  if (error instanceof errors.JWTExpired) throw new InvalidToken('The token has expired.')
  if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout))
    throw new InvalidToken('The token is not valid here.')
  throw error
}

export interface TokenRequest {
  readonly role: Exclude<Role, 'anonymous'>
  readonly subject: string
  readonly ttlSeconds: number
}

/** A token signed with the shared secret: `npm run token`, GraphiQL's examples, tests. */
export function signToken(secret: string, { role, subject, ttlSeconds }: TokenRequest): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  return new SignJWT({ role })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setJti(randomUUID())
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt(now)
    .setExpirationTime(now + ttlSeconds)
    .sign(new TextEncoder().encode(secret))
}
