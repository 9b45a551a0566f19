import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { checkedKey, type MediaStore } from '../media-store.ts'

export interface S3Options {
  readonly bucket: string
  readonly region: string
  /** Null: AWS itself. Other stores are asked with the bucket in the path. */
  readonly endpoint: string | null
  /** Null: from the environment of the machine (its role, its profile). */
  readonly credentials: { readonly key: string; readonly secret: string } | null
  /** For one attempt, in ms. */
  readonly timeoutMs?: number
}

const ATTEMPTS = 3

/** Objects of one bucket, which must exist. Any store that speaks S3. */
export function s3Store({
  bucket,
  region,
  endpoint,
  credentials,
  timeoutMs = 30_000,
}: S3Options): MediaStore {
  const client = new S3Client({
    region,
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: timeoutMs },
    // Stores other than AWS often know no checksums in trailers.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpoint !== null && { endpoint, forcePathStyle: true }),
    ...(credentials && {
      credentials: { accessKeyId: credentials.key, secretAccessKey: credentials.secret },
    }),
  })
  const at = (key: string) => ({ Bucket: bucket, Key: checkedKey(key) })
  return {
    name: 's3',
    async put(key, source, contentType) {
      const where = at(key)
      const body =
        'file' in source
          ? { Body: createReadStream(source.file), ContentLength: (await stat(source.file)).size }
          : { Body: source.data, ContentLength: source.data.length }
      await client.send(new PutObjectCommand({ ...where, ...body, ContentType: contentType }))
    },
    async get(key) {
      const found = await client.send(new GetObjectCommand(at(key))).catch(nullIfAbsent)
      if (!found?.Body) return null
      return { bytes: found.ContentLength ?? 0, stream: found.Body as Readable }
    },
    has: async (key) => (await client.send(new HeadObjectCommand(at(key))).catch(nullIfAbsent)) !== null,
    async delete(key) {
      await client.send(new DeleteObjectCommand(at(key))).catch(nullIfAbsent)
    },
    close: async () => client.destroy(),
  }
}

/** A bucket that is missing is no absent object: somebody has to make it. */
function nullIfAbsent(error: unknown): null {
  if (error instanceof S3ServiceException && error.name !== 'NoSuchBucket')
    if (error.$metadata.httpStatusCode === 404) return null
  throw error
}
