import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Origins } from '../limits/browser-origin.ts'

/** A day: browsers ask less often. */
const MAX_AGE = '86400'

/**
 * CORS for doors that are not the graph's: pages of the same origins may read what they answer. Answers a browser's
 * preliminary question (OPTIONS) itself.
 * @param methods what the door takes, such as `PUT`
 * @returns whether the request was answered
 */
export function answerCors(
  origins: Origins,
  methods: string,
  req: IncomingMessage,
  res: ServerResponse,
): boolean {
  const { origin } = req.headers
  if (origins === null) res.setHeader('access-control-allow-origin', '*')
  else {
    res.setHeader('vary', 'origin')
    if (origin !== undefined && origins.includes(origin)) res.setHeader('access-control-allow-origin', origin)
  }
  if (req.method !== 'OPTIONS') return false
  if (res.hasHeader('access-control-allow-origin')) {
    res.setHeader('access-control-allow-methods', methods)
    res.setHeader('access-control-allow-headers', 'content-type')
    res.setHeader('access-control-max-age', MAX_AGE)
  }
  res.writeHead(204, { 'content-length': '0' }).end()
  return true
}
