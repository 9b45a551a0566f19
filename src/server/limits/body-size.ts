import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { wasCutOff } from '../cut-off.ts'

/** Bodies above the limit get 413. What says its length is not read at all; what does not is read up to the limit. */
export function useBodySize(limit: number): Plugin {
  const tooLarge = () =>
    new GraphQLError(`The body has more than ${limit} bytes.`, {
      extensions: { code: 'LIMIT_EXCEEDED', allowed: limit, http: { status: 413 } },
    })
  return {
    onRequestParse({ request, requestParser, setRequestParser, fetchAPI }) {
      const declared = request.headers.get('content-length')
      // Node lets no more bytes through than are declared.
      if (declared !== null && Number(declared) > limit) throw tooLarge()
      if (!requestParser || !request.body) return
      const bounded = async (req: Request) => {
        const chunks: Uint8Array[] = []
        let size = 0
        // Not `for await`: leaving it would cut the connection before the refusal is sent. Node discards the rest.
        const reader = (req.body as ReadableStream<Uint8Array>).getReader()
        for (let next = await reader.read(); !next.done; next = await reader.read()) {
          size += next.value.length
          if (size > limit) throw tooLarge()
          chunks.push(next.value)
        }
        const { url, method, headers } = req
        return new fetchAPI.Request(url, { method, headers, body: Buffer.concat(chunks) })
      }
      setRequestParser(async (req) => {
        try {
          return await requestParser(declared === null ? await bounded(req) : req)
        } catch (error) {
          throw wasCutOff(error) ? cutOff() : error
        }
      })
    },
  }
}

const cutOff = () =>
  new GraphQLError('The body ended before it was complete.', {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  })
