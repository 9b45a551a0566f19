import type { IncomingMessage } from 'node:http'
import type { CORSOptions, Plugin } from 'graphql-yoga'

/** Null: every origin. */
export type Origins = readonly string[] | null

/** CORS: answers of the graph can be read by pages of these origins. Tokens travel in a header, never in cookies. */
export function corsOf(origins: Origins): (request: Request) => CORSOptions {
  return (request) => {
    if (origins === null) return { origin: '*', credentials: false }
    const origin = request.headers.get('origin')
    return origin !== null && origins.includes(origin) ? { origin: [origin], credentials: false } : false
  }
}

/** Browsers don't ask before they open a socket to another origin: the server has to look. Programs send no origin. */
export function mayOpenSocket(origins: Origins, req: IncomingMessage): boolean {
  const { origin } = req.headers
  return origins === null || origin === undefined || origins.includes(origin)
}

const PREFLIGHT = 'graphql-require-preflight'

/**
 * Refuses what a page of another origin can have a browser send without asking the gateway first: forms, and in
 * production also plain links (GET without a header of its own). Text and multipart bodies Yoga does not take.
 */
export function useNoSimpleRequests(production: boolean): Plugin {
  return {
    onRequestParse({ request, endResponse, fetchAPI }) {
      const refuse = (status: number, message: string) =>
        endResponse(
          fetchAPI.Response.json(
            { errors: [{ message, extensions: { code: 'CSRF_PREVENTED' } }] },
            { status },
          ),
        )
      const type = (request.headers.get('content-type') ?? '').toLowerCase()
      if (type.includes('application/x-www-form-urlencoded'))
        return refuse(415, 'Send the operation as application/json.')
      if (production && request.method === 'GET' && !comesFromHere(request.headers))
        return refuse(403, `A query by GET needs the header ${PREFLIGHT}: 1, or send it by POST.`)
    },
  }
}

function comesFromHere(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site')
  return (
    headers.has(PREFLIGHT) ||
    (headers.get('content-type') ?? '').startsWith('application/json') ||
    site === 'same-origin'
  )
}
