import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Plugin } from 'graphql-yoga'
import { negotiateEncoding } from './graphiql/encoding.ts'

const compress = promisify(gzip)

/** Smaller answers cost more to compress than to send. Bytes. */
const WORTH_IT = 8 * 1024

/** Compresses large JSON answers (an introspection is 140 KB). Event streams are left alone: each event has to leave at once. */
export function useCompression(): Plugin {
  return {
    async onResponse({ request, response, setResponse, fetchAPI }) {
      const type = response.headers.get('content-type') ?? ''
      if (!type.includes('json') || !response.body || response.headers.has('content-encoding')) return
      if (negotiateEncoding(request.headers.get('accept-encoding') ?? undefined) === 'identity') return
      const declared = Number(response.headers.get('content-length') ?? Number.POSITIVE_INFINITY)
      if (declared < WORTH_IT) return
      const body = Buffer.from(await response.arrayBuffer())
      const headers = new Headers(response.headers)
      headers.append('vary', 'Accept-Encoding')
      const small = body.length < WORTH_IT
      const sent = small ? body : await compress(body, { level: 4 })
      if (!small) headers.set('content-encoding', 'gzip')
      headers.set('content-length', String(sent.length))
      setResponse(
        new fetchAPI.Response(sent, { status: response.status, statusText: response.statusText, headers }),
      )
    },
  }
}
