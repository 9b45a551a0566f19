import { setTimeout as delay } from 'node:timers/promises'
import type { ShopUseCases } from '../../schema/context.ts'
import type { ShopCredentials } from '../connectors/credentials.ts'
import type { Platform } from '../domain/platform.ts'
import type { Logger } from '../server/logger.ts'
import { beginLink } from '../sync/shops/begin-link.ts'
import type { ShopDeps } from '../sync/shops/deps.ts'
import { finishLink, type LinkAnswer, type LinkResult } from '../sync/shops/finish-link.ts'
import { runRefreshDue } from '../sync/shops/refresh-due.ts'
import { renewToken } from '../sync/shops/renew-token.ts'
import { unlinkShop } from '../sync/shops/unlink.ts'
import { runWarnEnding } from '../sync/shops/warn-ending.ts'
import type { Lifetime } from './lifetime.ts'
import { startPeriodic } from './periodic.ts'

/** How often it is looked for tokens that are due, in ms: they become so hours or minutes before their end. */
const REFRESH_EVERY_MS = 15_000
/** The same for permissions that end for good, with a warning days before. */
const WARN_EVERY_MS = 10 * 60_000
/** How long a stop waits for refreshes that are on their way, in ms: an answer that is lost costs the link. */
const FINISH_MS = 10_000

export interface Shops extends ShopUseCases {
  finishLink(platform: Platform, answer: LinkAnswer): Promise<LinkResult>
  /** For the upstream policy: the token that replaces the one that was refused. */
  renewToken(shop: ShopCredentials): Promise<string | null>
}

/** Linking and unlinking of shops; with `refreshes`, their tokens are refreshed ahead of their end as well. */
export function openShops(
  deps: ShopDeps & { readonly log: Logger },
  refreshes: boolean,
  life: Lifetime,
): Shops {
  const running = new Set<Promise<unknown>>()
  const kept = <T>(work: Promise<T>): Promise<T> => {
    running.add(work)
    const done = () => running.delete(work)
    work.then(done, done)
    return work
  }
  life.onStop('token exchanges', () => atMost(FINISH_MS, Promise.allSettled(running)))
  if (refreshes) {
    const refreshing = startPeriodic({
      onRun: life.onRun,
      name: 'refresh of tokens',
      everyMs: REFRESH_EVERY_MS,
      run: (signal) => runRefreshDue(deps, signal),
      log: deps.log,
    })
    life.onStop('refresh of tokens', () => atMost(FINISH_MS, refreshing.stop()))
    life.every({
      name: 'warning of permissions that end',
      everyMs: WARN_EVERY_MS,
      run: async () => {
        await runWarnEnding(deps)
        return false
      },
      log: deps.log,
    })
  }
  return {
    beginLink: (platform, actor) => beginLink(deps, platform, actor),
    finishLink: (platform, answer) => kept(finishLink(deps, platform, answer)),
    unlink: (shopId, actor) => unlinkShop(deps, shopId, actor),
    renewToken: (shop) => kept(renewToken(deps, shop)),
  }
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const done = new AbortController()
  await Promise.race([work, delay(ms, undefined, { signal: done.signal }).catch(() => {})])
  done.abort()
}
