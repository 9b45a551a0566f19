import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { ASSET_PATH, type AssetStore, loadAssets } from './asset-store.ts'
import { negotiateEncoding } from './encoding.ts'
import { contentSecurityPolicy, renderPage } from './page.ts'
import type { GraphiQLOptions } from './types.ts'

export type { ExampleTab, GraphiQLOptions } from './types.ts'

/** Answers one request and says whether the path was its own; on false nothing was written. */
export type GraphiQLHandler = (req: IncomingMessage, res: ServerResponse) => Promise<boolean>

/**
 * The offline GraphiQL page at `/graphiql` with its files at `/graphiql/assets/`. `options` is asked at every
 * page view, so that tokens in the example tabs are fresh. Files are read at the first request and kept; the
 * returned promise rejects when they cannot be read, or when `options` does.
 */
export function createGraphiQL(options: () => GraphiQLOptions | Promise<GraphiQLOptions>): GraphiQLHandler {
  let store: Promise<AssetStore> | undefined
  const assets = () => {
    // A failed read is forgotten, so that the next request tries again.
    store ??= loadAssets().catch((error: unknown) => {
      store = undefined
      throw error
    })
    return store
  }

  return async (req, res) => {
    const path = (req.url ?? '').split('?', 1)[0] ?? ''
    const isPage = path === '/graphiql' || path === '/graphiql/'
    if (!isPage && !path.startsWith(ASSET_PATH)) return false
    res.setHeader('X-Content-Type-Options', 'nosniff')
    res.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.setHeader('Allow', 'GET, HEAD')
      sendText(req, res, 405, 'Method not allowed\n')
    } else if (isPage) {
      sendPage(req, res, await assets(), await options())
    } else {
      await sendAsset(req, res, await assets(), path.slice(ASSET_PATH.length))
    }
    return true
  }
}

function sendPage(
  req: IncomingMessage,
  res: ServerResponse,
  assets: AssetStore,
  options: GraphiQLOptions,
): void {
  const nonce = randomBytes(16).toString('base64')
  res.setHeader('Content-Security-Policy', contentSecurityPolicy(nonce))
  res.setHeader('Referrer-Policy', 'no-referrer')
  res.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
  res.setHeader('Cache-Control', 'no-store')
  send(req, res, 200, 'text/html; charset=utf-8', Buffer.from(renderPage(assets.links, options, nonce)))
}

async function sendAsset(
  req: IncomingMessage,
  res: ServerResponse,
  assets: AssetStore,
  name: string,
): Promise<void> {
  const asset = assets.find(name)
  if (asset === undefined) {
    res.setHeader('Cache-Control', 'no-store')
    sendText(req, res, 404, 'Not found\n')
    return
  }
  const encoding = asset.compressible ? negotiateEncoding(req.headers['accept-encoding']) : 'identity'
  // Each encoding is other bytes, so a strong tag names it too (RFC 9110 8.8.3.3).
  const etag = encoding === 'identity' ? `"${asset.hash}"` : `"${asset.hash}-${encoding}"`
  res.setHeader('ETag', etag)
  res.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
  if (asset.compressible) res.setHeader('Vary', 'Accept-Encoding')
  if (matches(req.headers['if-none-match'], etag)) {
    res.writeHead(304).end()
    return
  }
  const body = await asset.bytes(encoding)
  if (encoding !== 'identity') res.setHeader('Content-Encoding', encoding)
  send(req, res, 200, asset.contentType, body)
}

function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  return ifNoneMatch.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}

function sendText(req: IncomingMessage, res: ServerResponse, status: number, text: string): void {
  send(req, res, status, 'text/plain; charset=utf-8', Buffer.from(text))
}

function send(req: IncomingMessage, res: ServerResponse, status: number, type: string, body: Buffer): void {
  res.writeHead(status, { 'Content-Type': type, 'Content-Length': body.length })
  res.end(req.method === 'HEAD' ? undefined : body)
}
