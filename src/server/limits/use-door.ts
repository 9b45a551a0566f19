import { Buffer, isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import type { Plugin } from 'graphql-yoga'
import type { Connection } from '../connection.ts'
import { wasCutOff } from '../cut-off.ts'
import { preparedOf } from '../direct/prepared.ts'
import type { Door } from './door.ts'
import { badRequest } from './limit-error.ts'

/** What `useViewer` and the server's handler add. */
interface Http {
  readonly connection: Connection
  readonly req: IncomingMessage
}

/**
 * Over HTTP: a request passes the door before it is parsed. A body above the viewer's limit gets 413; one that
 * says its length is not read at all, another is read up to the limit. Behind the plugin that says who asks.
 */
export function useDoor(door: Door): Plugin {
  return {
    async onRequestParse({ request, url, requestParser, setRequestParser, serverContext, fetchAPI }) {
      const { connection, req } = serverContext as unknown as Http
      const prepared = preparedOf(req)
      if (prepared?.refusal) throw prepared.refusal
      if (request.method === 'GET') await door.enter(connection, Buffer.from(asJson(url)))
      const declared = request.headers.get('content-length')
      const longest = door.longest(connection.viewer)
      // Node lets no more bytes through than are declared.
      if (declared !== null && Number(declared) > longest) throw door.tooLong(connection)
      if (!requestParser) return
      const read = async (body: ReadableStream<Uint8Array>) => {
        const chunks: Uint8Array[] = []
        let size = 0
        // Not `for await`: leaving it would cut the connection before the refusal is sent. Node discards the rest.
        const reader = body.getReader()
        for (let next = await reader.read(); !next.done; next = await reader.read()) {
          size += next.value.length
          if (size > longest) throw door.tooLong(connection)
          chunks.push(next.value)
        }
        return Buffer.concat(chunks)
      }
      setRequestParser(async (req) => {
        try {
          if (!req.body || prepared) return await requestParser(req)
          const bytes = await read(req.body as ReadableStream<Uint8Array>)
          await door.enter(connection, bytes)
          if (!isUtf8(bytes)) throw badRequest('The body has to be text in UTF-8.')
          const { url, method, headers } = req
          return await requestParser(new fetchAPI.Request(url, { method, headers, body: bytes }))
        } catch (error) {
          if (wasCutOff(error)) throw badRequest('The body ended before it was complete.')
          if (error instanceof SyntaxError) throw badRequest(notJson(url.searchParams))
          throw error
        }
      })
    },
  }
}

/** A query in a URL as long as it would be in a body. @throws GraphQLError BAD_REQUEST for invalid escapes */
function asJson({ search, searchParams }: URL): string {
  try {
    decodeURIComponent(search.replaceAll('+', ' '))
  } catch {
    throw badRequest('The search of the URL has escapes (%) that are no text in UTF-8.')
  }
  const [query, variables, extensions] = ['query', 'variables', 'extensions'].map(
    (name) => searchParams.get(name) ?? '',
  )
  return `${JSON.stringify(query)}${variables}${extensions}`
}

/** Which parameter of the URL is no JSON. */
function notJson(search: URLSearchParams): string {
  for (const name of ['variables', 'extensions'])
    try {
      JSON.parse(search.get(name) || '{}')
    } catch {
      return `${name}: takes a JSON object, got ${JSON.stringify(search.get(name)?.slice(0, 60))}`
    }
  return 'The request holds text that is no JSON.'
}
