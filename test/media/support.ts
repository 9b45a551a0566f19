import sharp from 'sharp'
import type { Role } from '../../src/domain/viewer.ts'
import { dataOf } from '../path/support/ask.ts'
import type { Gateway } from '../path/support/gateway.ts'

export interface CreatedUpload {
  readonly upload: { readonly id: string; readonly complete: boolean; readonly url: string | null } | null
  readonly uploadUrl: string | null
  readonly expiresAt: string | null
  readonly userErrors: readonly { code: string; field: string[] | null; message: string }[]
}

const CREATE = `mutation ($input: CreateUploadInput!) { createUpload(input: $input) {
  upload { id complete url } uploadUrl expiresAt userErrors { code field message } } }`

/** What people and programs do with files, over the graph and HTTP alone. */
export function filesOf(gateway: () => Gateway) {
  const announce = async (
    input: { contentType: string; bytes: number; purpose: string },
    role: Role = 'operator',
    subject?: string,
  ) => dataOf(await asked<{ createUpload: CreatedUpload }>(CREATE, { input }, role, subject)).createUpload

  async function asked<Data>(
    query: string,
    variables: Record<string, unknown>,
    role: Role = 'operator',
    subject?: string,
  ) {
    const authorization = await gateway().authorization(role, subject)
    const response = await fetch(gateway().graph, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
      body: JSON.stringify({ query, variables }),
    })
    const { data, errors = [] } = (await response.json()) as { data: Data; errors?: { message: string }[] }
    return { status: response.status, data, errors }
  }

  const put = async (url: string, body: Uint8Array, headers: Record<string, string> = {}) => {
    const response = await fetch(url, { method: 'PUT', body: new Uint8Array(body), headers })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  return {
    announce,
    asked,
    put,
    /** Announces and puts; gives the upload's id. */
    async upload(
      body: Uint8Array,
      contentType: string,
      purpose: string,
      role: Role = 'operator',
      subject?: string,
    ) {
      const { upload, uploadUrl, userErrors } = await announce(
        { contentType, bytes: body.length, purpose },
        role,
        subject,
      )
      if (!upload || !uploadUrl) throw new Error(JSON.stringify(userErrors))
      const { status, body: answer } = await put(uploadUrl, body)
      if (status !== 201) throw new Error(`HTTP ${status} ${JSON.stringify(answer)}`)
      return upload.id
    },
    async fileOf(id: string, role: Role = 'operator', subject?: string) {
      const query =
        'query ($id: ID!) { node(id: $id) { ... on Upload { complete url contentType width height } } }'
      const answer = await asked<{
        node: { complete: boolean; url: string | null; width: number | null } | null
      }>(query, { id }, role, subject)
      return dataOf(answer).node
    },
  }
}

/** A picture of its own colour. */
export function picture(
  format: 'jpeg' | 'png' | 'webp' | 'avif' | 'gif',
  width = 800,
  colour = '#c33',
): Promise<Buffer> {
  return sharp({ create: { width, height: width / 2, channels: 3, background: colour } })
    [format]()
    .toBuffer()
}
