import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Plugin } from 'graphql-yoga'
import { negotiateEncoding } from './graphiql/encoding.ts'

const compress = promisify(gzip)

/** Smaller answers cost more to compress than to send. Bytes. */
const WORTH_IT = 8 * 1024

/** The bytes of an answer as they are sent. */
export interface Fitted {
  readonly body: Buffer<ArrayBuffer>
  readonly encoding: 'gzip' | null
  /** On what of the request that depended. */
  readonly vary: string | null
}

/** Compressed where the client takes that and it is worth it. */
export async function fitted(body: Buffer<ArrayBuffer>, accepted: string | undefined): Promise<Fitted> {
  if (negotiateEncoding(accepted) === 'identity') return { body, encoding: null, vary: null }
  const vary = 'Accept-Encoding'
  if (body.length < WORTH_IT) return { body, encoding: null, vary }
  return { body: await compress(body, { level: 4 }), encoding: 'gzip', vary }
}

/** Compresses large JSON answers (an introspection is 140 KB). Event streams are left alone: each event has to leave at once. */
export function useCompression(): Plugin {
  return {
    async onResponse({ request, response, setResponse, fetchAPI }) {
      const type = response.headers.get('content-type') ?? ''
      if (!type.includes('json') || !response.body || response.headers.has('content-encoding')) return
      const accepted = request.headers.get('accept-encoding') ?? undefined
      if (negotiateEncoding(accepted) === 'identity') return
      const declared = Number(response.headers.get('content-length') ?? Number.POSITIVE_INFINITY)
      if (declared < WORTH_IT) return
      const { body, encoding, vary } = await fitted(Buffer.from(await response.arrayBuffer()), accepted)
      const headers = new Headers(response.headers)
      if (vary) headers.append('vary', vary)
      if (encoding) headers.set('content-encoding', encoding)
      headers.set('content-length', String(body.length))
      setResponse(
        new fetchAPI.Response(body, { status: response.status, statusText: response.statusText, headers }),
      )
    },
  }
}
