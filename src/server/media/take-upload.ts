import type { IncomingMessage } from 'node:http'
import type { MediaModule, PutRefusal } from '../../media/index.ts'
import { type Handler, sendJson } from '../http.ts'
import type { Origins } from '../limits/browser-origin.ts'
import { pathOf } from '../request-path.ts'
import { answerCors } from './plain-cors.ts'

export interface TakeUploadOptions {
  readonly receive: MediaModule['receive']
  readonly origins: Origins
  /** Takes points from the sender's budget; false: it is used up. */
  readonly charge: (req: IncomingMessage, points: number) => Promise<boolean>
}

const PATH = /^\/uploads\/([0-9a-f-]{36})$/
const POINTS = 50
/** Maximum drained from a refused body, in bytes: browsers read no answer before they have sent all. */
const MOST_DRAINED = 32 << 20

const STATUS: Readonly<Record<PutRefusal, number>> = {
  NOT_FOUND: 404,
  EXPIRED: 410,
  COMPLETE: 409,
  TOO_LARGE: 413,
  INCOMPLETE: 400,
  WRONG_TYPE: 415,
  BUSY: 503,
}

/** `PUT /uploads/:id?secret=…`: the bytes of an announced upload. Neither address nor secret is logged. */
export function takeUpload({ receive, origins, charge }: TakeUploadOptions): Handler {
  return async (req, res) => {
    const [, id] = PATH.exec(pathOf(req)) ?? []
    if (!id) return false
    if (answerCors(origins, 'PUT', req, res)) return true
    const refuse = async (status: number, code: string, error: string) => {
      if (status === 429 || status === 503) res.setHeader('retry-after', '10')
      if (!(await drained(req))) res.setHeader('connection', 'close')
      sendJson(res, status, { code, error })
      return true
    }
    if (req.method !== 'PUT') {
      res.setHeader('allow', 'PUT, OPTIONS')
      return refuse(405, 'METHOD', 'The bytes of an upload are put: use PUT.')
    }
    if (!(await charge(req, POINTS)))
      return refuse(429, 'RATE_LIMITED', 'Too many requests: try again in some seconds.')
    const { 'content-length': length } = req.headers
    const result = await receive({
      id,
      secret: new URL(req.url ?? '/', 'http://gateway').searchParams.get('secret') ?? '',
      length: length === undefined ? null : Number(length),
      body: req.iterator({ destroyOnReturn: false }),
    })
    if (!result.ok) return refuse(STATUS[result.refusal], result.refusal, result.message)
    const { bytes, contentType, width, height } = result
    sendJson(res, 201, { bytes, contentType, width, height })
    return true
  }
}

/** Reads what is left of a body and forgets it; false: there is more than anybody should send. */
async function drained(req: IncomingMessage): Promise<boolean> {
  if (Number(req.headers['content-length'] ?? 0) > MOST_DRAINED) return false
  let size = 0
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MOST_DRAINED) return false
  }
  return true
}
