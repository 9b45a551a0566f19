import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { PICTURE_WIDTHS, type PublicPicture, pictureWidth, readPicturePath } from '../../domain/upload.ts'
import { type MediaModule, TooManySizes } from '../../media/index.ts'
import { type Handler, sendJson } from '../http.ts'
import type { Origins } from '../limits/browser-origin.ts'
import type { Logger } from '../logger.ts'
import { pathOf } from '../request-path.ts'
import { answerCors } from './plain-cors.ts'

export interface ServeMediaOptions {
  readonly media: Pick<MediaModule, 'picture' | 'sized' | 'file'>
  readonly origins: Origins
  /** Takes points for drawing a picture from the sender's budget; false: it is used up. */
  readonly charge: (req: IncomingMessage, points: number) => Promise<boolean>
  readonly log: Pick<Logger, 'error'>
}

type Served = Awaited<ReturnType<MediaModule['picture']>>

const FILE = /^\/media\/files\/([0-9a-f-]{36})$/
/** A year: the file at the address of a picture never changes. */
const FOREVER = 'public, max-age=31536000, immutable'
const DRAWING_POINTS = 20
/** Our files are data: browsers must not render any as a page. */
const HEADERS = {
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
}

/** The sender has used up its points. */
class OutOfPoints extends Error {}

/**
 * `GET /media/…`: pictures of products to everybody, `?w=` in one of a few widths; other files to holders of a signed
 * address that has not expired.
 */
export function serveMedia({ media, origins, charge, log }: ServeMediaOptions): Handler {
  return async (req, res) => {
    const path = pathOf(req)
    if (!path.startsWith('/media/')) return false
    if (answerCors(origins, 'GET, HEAD', req, res)) return true
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.setHeader('allow', 'GET, HEAD, OPTIONS')
      sendJson(res, 405, {
        error: 'Files are read with GET; they are put to the address that createUpload gives.',
      })
      return true
    }
    const query = new URL(req.url ?? '/', 'http://gateway').searchParams
    const picture = readPicturePath(path)
    const [, fileId] = FILE.exec(path) ?? []
    try {
      if (picture) await sendPicture(req, res, picture, query.get('w'))
      else if (fileId)
        await send(req, res, await media.file(fileId, query), { 'cache-control': 'private, no-store' })
      else notFound(res)
    } catch (error) {
      refuse(res, error)
    }
    return true
  }

  async function sendPicture(
    req: IncomingMessage,
    res: ServerResponse,
    picture: PublicPicture,
    w: string | null,
  ): Promise<void> {
    const width = w === null ? null : pictureWidth(w)
    if (w !== null && width === null) {
      const error = `w has to be one of ${PICTURE_WIDTHS.join(', ')}; got ${JSON.stringify(w.slice(0, 20))}.`
      sendJson(res, 400, { error })
      return
    }
    const etag = `"${picture.sha256}${width === null ? '' : `-${width}`}"`
    const headers = { etag, 'cache-control': FOREVER }
    // The address is a hash of the bytes: a client that has them needs no new answer.
    if (req.headers['if-none-match']?.includes(etag)) {
      res.writeHead(304, headers).end()
      return
    }
    const pay = async () => {
      if (!(await charge(req, DRAWING_POINTS))) throw new OutOfPoints()
    }
    const found = width === null ? await media.picture(picture) : await media.sized(picture, width, pay)
    await send(req, res, found, headers)
  }

  async function send(
    req: IncomingMessage,
    res: ServerResponse,
    found: Served,
    headers: Readonly<Record<string, string>>,
  ): Promise<void> {
    if (!found) return notFound(res)
    const isPicture = found.contentType.startsWith('image/')
    res.writeHead(200, {
      ...HEADERS,
      ...headers,
      'content-type': found.contentType,
      'content-length': found.bytes,
      ...(!isPicture && { 'content-disposition': 'attachment' }),
    })
    if (req.method === 'HEAD') {
      found.stream.destroy()
      res.end()
    } else await pipeline(found.stream, res)
  }

  function refuse(res: ServerResponse, error: unknown): void {
    // Its client went away, or the store broke off: the rest can't be sent any more.
    if (res.headersSent) {
      res.destroy()
      return
    }
    res.setHeader('retry-after', '10')
    const isBusy = error instanceof TooManySizes
    if (isBusy || error instanceof OutOfPoints) {
      sendJson(res, isBusy ? 503 : 429, { error: 'Too many pictures at once: try again in some seconds.' })
      return
    }
    log.error({ err: error }, 'the media store failed')
    sendJson(res, 503, { error: 'Files can not be read at the moment: try again in some seconds.' })
  }
}

const notFound = (res: ServerResponse) =>
  sendJson(res, 404, { error: 'There is no file at this address, or the address is not valid any more.' })
