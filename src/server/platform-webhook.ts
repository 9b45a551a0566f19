import type { IncomingMessage } from 'node:http'
import { LINKABLE_PLATFORMS, type Platform } from '../domain/platform.ts'
import { type Handler, sendJson } from './http.ts'
import { rawBody } from './raw-body.ts'
import { pathOf } from './request-path.ts'

/** One request as it arrived: signatures cover the bytes. */
export interface PushedRequest {
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
}

export interface PushedReply {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

export interface PlatformWebhookOptions {
  /** Null when the platform does not push here. */
  readonly marketplace: (platform: Platform, request: PushedRequest) => Promise<PushedReply | null>
  /** Null when there is no such warehouse. */
  readonly warehouse: (customerId: string, request: PushedRequest) => Promise<PushedReply | null>
}

const PATH = /^\/webhooks\/([a-z0-9_-]{2,20})\/([^/]{1,100})\/?$/
/** Pages of a stocktake are the largest. */
const LIMIT = 1024 * 1024

/**
 * `POST /webhooks/:platform/:shop`: pushes of marketplaces and the warehouse. Whose message it is, its signature
 * says; the shop in the address is for people. Nothing of an unsigned body is used, and nothing of it is logged.
 */
export function platformWebhook({ marketplace, warehouse }: PlatformWebhookOptions): Handler {
  return async (req, res) => {
    const [, name = '', shop = ''] = PATH.exec(pathOf(req)) ?? []
    if (name === '' || name === 'payment') return false
    if (req.method !== 'POST') {
      res.setHeader('allow', 'POST')
      sendJson(res, 405, { error: 'Messages are posted.' })
      return true
    }
    const body = await rawBody(req, LIMIT)
    if (!body) {
      res.setHeader('connection', 'close')
      sendJson(res, 413, { error: `A message has at most ${LIMIT} bytes.` })
      return true
    }
    const request = { query: queryOf(req), headers: headersOf(req), body }
    const platform = LINKABLE_PLATFORMS.find((one) => one.toLowerCase() === name.replaceAll('-', '_'))
    const reply =
      name === 'qimen'
        ? await warehouse(shop, request)
        : platform
          ? await marketplace(platform, request)
          : null
    if (!reply) {
      sendJson(res, 404, { error: 'Nobody pushes messages here.' })
      return true
    }
    res.writeHead(reply.status, { 'content-type': reply.contentType }).end(reply.body)
    return true
  }
}

function queryOf(req: IncomingMessage): URLSearchParams {
  return new URLSearchParams((req.url ?? '').split('?').slice(1).join('?'))
}

function headersOf(req: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(req.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  )
}
