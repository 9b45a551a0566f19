import { mkdtemp, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../config/index.ts'
import { diskStore } from '../connectors/media/disk.ts'
import { httpPictures } from '../connectors/media/fetch-picture.ts'
import { s3Store } from '../connectors/media/s3.ts'
import { ANONYMOUS } from '../domain/viewer.ts'
import { createMedia, MARKETPLACE_HOSTS, type MediaModule } from '../media/index.ts'
import { catalogueTemplate } from '../server/catalogue-template.ts'
import type { Handler } from '../server/http.ts'
import type { Protection } from '../server/limits/protection.ts'
import type { Logger } from '../server/logger.ts'
import { serveMedia } from '../server/media/serve-media.ts'
import { takeUpload } from '../server/media/take-upload.ts'
import type { PrismaClient } from '../store/database.ts'
import type { Lifetime } from './lifetime.ts'

const COPY_REST_MS = 5_000
const DELETE_REST_MS = 60_000

export interface MediaOptions {
  readonly config: Config
  readonly prisma: PrismaClient
  /** Where people reach us, without a slash at the end. */
  readonly ownBase: string
  readonly sandboxUrl: string | null
  readonly onStored: (bytes: number) => void
}

/** The media store, and what works on it. */
export async function openMedia(
  { config, prisma, ownBase, sandboxUrl, onStored }: MediaOptions,
  life: Lifetime,
): Promise<MediaModule> {
  const { bucket, folder, publicUrl, importHosts } = config.media
  const workFolder = await mkdtemp(join(tmpdir(), 'haitao-media-'))
  life.onStop('files under way', () => rm(workFolder, { recursive: true, force: true }))
  const store = bucket ? s3Store(bucket) : diskStore(folder ?? join(workFolder, 'store'))
  life.onStop('media store', () => store.close())
  const local = sandboxUrl === null ? [] : [new URL(sandboxUrl).origin]
  const pictures = httpPictures({ local })
  life.onStop('pictures', () => pictures.close())
  return createMedia({
    ...config.media,
    prisma,
    store,
    pictures,
    hosts: { imports: [...MARKETPLACE_HOSTS, ...importHosts], local },
    ownBase: () => ownBase,
    pictureBase: () => publicUrl ?? ownBase,
    keys: config.encryptionKeys,
    workFolder,
    onStored,
  })
}

/** Copies pictures and deletes uploads that expired, unless this process is only a gateway. */
export function startMediaJobs(
  { role }: Pick<Config, 'role'>,
  { jobs }: MediaModule,
  log: Logger,
  life: Lifetime,
): void {
  if (role === 'gateway') return
  life.every({ name: 'pictures', everyMs: COPY_REST_MS, run: jobs.copyPictures, log })
  life.every({ name: 'expired uploads', everyMs: DELETE_REST_MS, run: jobs.deleteUploads, log })
}

/** The doors for files. */
export function mediaHandlers(media: MediaModule, protection: Protection, log: Logger): readonly Handler[] {
  const { admission, addressOf, origins } = protection
  const charge = (req: IncomingMessage, points: number) =>
    admission.charge({ viewer: ANONYMOUS, address: addressOf(req) }, points)
  return [
    takeUpload({ receive: media.receive, origins, charge }),
    catalogueTemplate(),
    serveMedia({ media, origins, charge, log }),
  ]
}
