import { createHash, randomBytes } from 'node:crypto'
import type { Platform } from '../../domain/platform.ts'
import { type Outcome, outcome, Refused } from '../../domain/user-error.ts'
import { rememberLink } from '../../store/oauth-state.ts'
import type { ShopDeps } from './deps.ts'

/** Time for the shop's owner to log in and agree. */
export const LINK_LIFE_MS = 15 * 60_000

/** Returns the platform's page where the shop's owner agrees; `finishLink` handles the callback. */
export function beginLink(deps: ShopDeps, platform: Platform, actor: string): Promise<Outcome<string>> {
  return outcome(async () => {
    const connector = deps.oauth.get(platform)
    if (!connector)
      throw new Refused(
        'INVALID_INPUT',
        ['platform'],
        `${platform} is not set up here: set ${platform}_APP_KEY and ${platform}_APP_SECRET.`,
      )
    const state = secret()
    const verifier = connector.pkce ? secret() : null
    const redirectUri = deps.redirectUri(platform)
    const now = deps.now()
    await rememberLink(
      deps.prisma,
      deps.box,
      state,
      { platform, redirectUri, verifier, actor },
      { now, expiresAt: new Date(now.getTime() + LINK_LIFE_MS) },
    )
    return connector.authorizeUrl({
      state,
      redirectUri,
      codeChallenge:
        verifier === null ? undefined : createHash('sha256').update(verifier).digest('base64url'),
    })
  })
}

/** 32 random bytes: 43 characters that need no encoding in a URL. */
function secret(): string {
  return randomBytes(32).toString('base64url')
}
