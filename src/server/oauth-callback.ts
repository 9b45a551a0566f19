import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { LINKABLE_PLATFORMS, type LinkablePlatform, type Platform } from '../domain/platform.ts'
import { isStorable } from '../domain/text.ts'
import type { LinkAnswer, LinkResult } from '../sync/shops/finish-link.ts'
import type { Handler } from './http.ts'
import { sendLinkPage } from './link-page.ts'
import type { Logger } from './logger.ts'
import { pathOf } from './request-path.ts'

const PATH = /^\/oauth\/([^/]+)\/callback\/?$/

/** Path of the callback of a platform, for redirect URIs. */
export function callbackPath(platform: Platform): string {
  return `/oauth/${platform.toLowerCase()}/callback`
}

const text = (longest: number) => z.string().min(1).max(longest).refine(isStorable)

/** Parameters of platforms; others are ignored. */
const Query = z
  .object({
    state: text(512),
    code: text(4_096).nullable(),
    error: text(512).nullable(),
  })
  .refine(({ code, error }) => code !== null || error !== null)

export interface OAuthCallbackOptions {
  readonly finishLink: (platform: Platform, answer: LinkAnswer) => Promise<LinkResult>
  readonly log: Logger
}

/**
 * `/oauth/:platform/callback`: where a platform sends the shop's owner back to, a page for people. Neither the
 * address nor anything of it is logged: it holds the code and the state.
 */
export function oauthCallback({ finishLink, log }: OAuthCallbackOptions): Handler {
  return async (req, res) => {
    const name = PATH.exec(pathOf(req))?.[1]
    if (name === undefined) return false
    const platform = LINKABLE_PLATFORMS.find((one) => one.toLowerCase() === name.toLowerCase())
    if (!platform) sendLinkPage(res, { kind: 'no-platform' })
    else if (req.method !== 'GET') sendLinkPage(res, { kind: 'not-get' })
    else await answer(req, res, platform)
    return true
  }

  async function answer(
    req: IncomingMessage,
    res: ServerResponse,
    platform: LinkablePlatform,
  ): Promise<void> {
    const query = Query.safeParse(queryOf(req))
    if (!query.success) return sendLinkPage(res, { kind: 'incomplete', platform })
    try {
      sendLinkPage(res, { platform, ...(await finishLink(platform, query.data)) })
    } catch (error) {
      const id = randomUUID()
      log.error({ err: error, errorId: id, platform }, 'a shop could not be linked')
      sendLinkPage(res, { kind: 'broken', platform, id })
    }
  }
}

function queryOf(req: IncomingMessage): Record<'state' | 'code' | 'error', string | null> {
  const params = new URLSearchParams((req.url ?? '').split('?').slice(1).join('?'))
  return { state: params.get('state'), code: params.get('code'), error: params.get('error') }
}
