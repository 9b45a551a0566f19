import { createHash } from 'node:crypto'
import type { Platform } from '../domain/platform.ts'
import type { PrismaClient } from './database.ts'
import type { SecretBox } from './secret-box.ts'

/** A link that was begun and has not come back yet. */
export interface BegunLink {
  readonly platform: Platform
  readonly redirectUri: string
  /** PKCE; null where the platform has none. */
  readonly verifier: string | null
  /** Who began it. */
  readonly actor: string
}

/** States that ended longer ago are deleted; until then we can still say what became of them. */
const REMEMBERED_MS = 24 * 3_600_000

/** Stores only the state's hash and the sealed verifier: readers of the table can't complete a link. */
export async function rememberLink(
  prisma: PrismaClient,
  box: SecretBox,
  state: string,
  { verifier, ...link }: BegunLink,
  life: { readonly now: Date; readonly expiresAt: Date },
): Promise<void> {
  await prisma.oauthState.deleteMany({
    where: { expiresAt: { lt: new Date(life.now.getTime() - REMEMBERED_MS) } },
  })
  await prisma.oauthState.create({
    data: {
      stateHash: hashOf(state),
      ...link,
      verifier: verifier === null ? null : box.seal(verifier),
      expiresAt: life.expiresAt,
    },
  })
}

/**
 * Takes the state, once: one conditional UPDATE, so that of two who bring it at the same time one is refused.
 * A state of another platform is as unknown as one that was never ours, and stays good.
 */
export async function takeLink(
  prisma: PrismaClient,
  box: SecretBox,
  state: string,
  platform: Platform,
  now: Date,
): Promise<BegunLink | 'unknown' | 'used' | 'expired'> {
  const stateHash = hashOf(state)
  const [taken] = await prisma.oauthState.updateManyAndReturn({
    where: { stateHash, platform, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  })
  if (taken) {
    const { redirectUri, verifier, actor } = taken
    return { platform, redirectUri, verifier: verifier && box.open(verifier), actor }
  }
  const known = await prisma.oauthState.findUnique({ where: { stateHash, platform } })
  if (!known) return 'unknown'
  return known.usedAt ? 'used' : 'expired'
}

function hashOf(state: string): string {
  return createHash('sha256').update(state).digest('hex')
}
