import { join } from 'node:path'
import { ConfigError, type Table, type Values } from './setting.ts'
import { httpAddress, list, seconds, secret, text, wholeNumber } from './types.ts'

const MB = 1 << 20

const hostName = text()
  .regex(/^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i)
  .transform((name) => name.toLowerCase())

export const MEDIA = {
  MEDIA_FOLDER: {
    type: text('a folder such as /srv/media'),
    otherwise: '`media` in DATA_DIR',
    sentence: 'Folder of uploaded files and pictures, when no bucket is set. All processes share it.',
  },
  MEDIA_S3_BUCKET: {
    type: text('the name of a bucket'),
    otherwise: 'files are in MEDIA_FOLDER',
    sentence: 'Bucket of any store that speaks S3, for uploaded files and pictures. It must exist.',
  },
  MEDIA_S3_ENDPOINT: {
    type: httpAddress('https://s3.example.com'),
    otherwise: 'AWS',
    sentence: 'Address of the store, when it is not AWS.',
  },
  MEDIA_S3_REGION: { type: text('a region'), default: 'us-east-1', sentence: 'Region of the bucket.' },
  MEDIA_S3_KEY: {
    type: text(),
    otherwise: "the machine's own role or profile",
    sentence: 'Access key for the bucket.',
  },
  MEDIA_S3_SECRET: { type: secret(), secret: true, sentence: 'Its secret.' },
  MEDIA_PUBLIC_URL: {
    type: httpAddress('https://pictures.example.com'),
    otherwise: 'PUBLIC_URL',
    sentence: 'Address that clients load pictures from: of a CDN, say, that asks the gateway.',
  },
  MEDIA_MAX_BYTES: {
    type: wholeNumber(100_000, 100 * MB, 'bytes'),
    default: String(10 * MB),
    sentence: 'Largest picture, uploaded or copied from a marketplace.',
  },
  MEDIA_MAX_CSV_BYTES: {
    type: wholeNumber(100_000, 1_000 * MB, 'bytes'),
    default: String(50 * MB),
    sentence: 'Largest CSV file.',
  },
  MEDIA_UPLOAD_SECONDS: {
    type: seconds(60, 86_400),
    default: '1800',
    sentence: 'How long an announced upload waits for its bytes.',
  },
  MEDIA_LINK_SECONDS: {
    type: seconds(30, 86_400),
    default: '600',
    sentence: 'How long the address of a file that is not public works.',
  },
  MEDIA_IMPORT_HOSTS: {
    type: list(hostName, 'host names such as img.example.com, separated by commas'),
    otherwise: "the marketplaces' picture hosts alone",
    sentence: 'Further hosts, with those below them, that imports copy pictures from, by https.',
  },
} as const satisfies Table

export interface BucketSettings {
  readonly bucket: string
  readonly region: string
  /** Null: AWS. */
  readonly endpoint: string | null
  /** Null: the machine's own. */
  readonly credentials: { readonly key: string; readonly secret: string } | null
}

export interface MediaSettings {
  /** Null: a folder that is deleted at the stop, as for a database in memory. */
  readonly folder: string | null
  /** Null: files are in the folder. */
  readonly bucket: BucketSettings | null
  /** Without a slash at the end; null: our own address. */
  readonly publicUrl: string | null
  readonly maxPictureBytes: number
  readonly maxCsvBytes: number
  readonly uploadMs: number
  readonly linkMs: number
  /** In addition to those of the marketplaces. */
  readonly importHosts: readonly string[]
}

/** @throws ConfigError when a part of the bucket's account is missing */
export function mediaOf(vars: Values<typeof MEDIA>, dataDir: string): MediaSettings {
  const inMemory = dataDir === ':memory:'
  return {
    folder: vars.MEDIA_FOLDER ?? (inMemory ? null : join(dataDir, 'media')),
    bucket: bucketOf(vars),
    publicUrl: vars.MEDIA_PUBLIC_URL ?? null,
    maxPictureBytes: vars.MEDIA_MAX_BYTES,
    maxCsvBytes: vars.MEDIA_MAX_CSV_BYTES,
    uploadMs: vars.MEDIA_UPLOAD_SECONDS,
    linkMs: vars.MEDIA_LINK_SECONDS,
    importHosts: vars.MEDIA_IMPORT_HOSTS ?? [],
  }
}

function bucketOf(vars: Values<typeof MEDIA>): BucketSettings | null {
  const { MEDIA_S3_BUCKET: bucket, MEDIA_S3_KEY: key, MEDIA_S3_SECRET: secret } = vars
  const { MEDIA_S3_ENDPOINT: endpoint = null, MEDIA_S3_REGION: region } = vars
  if (!bucket) {
    const [name] = Object.entries({ MEDIA_S3_ENDPOINT: endpoint, MEDIA_S3_KEY: key, MEDIA_S3_SECRET: secret })
      .filter(([, value]) => value)
      .map(([one]) => one)
    if (name) throw new ConfigError(`MEDIA_S3_BUCKET is missing: ${name} is set, and names no bucket.`)
    return null
  }
  if (!key !== !secret)
    throw new ConfigError(
      `${key ? 'MEDIA_S3_SECRET' : 'MEDIA_S3_KEY'} is missing: an access key has a secret. Without both the machine's own role is used.`,
    )
  return { bucket, region, endpoint, credentials: key && secret ? { key, secret } : null }
}
