import type { MediaStore, StoredMedia } from '../connectors/media-store.ts'
import type { PictureSource } from '../connectors/picture-source.ts'
import { isPublic, type PictureWidth, type PublicPicture, picturePath } from '../domain/upload.ts'
import type { Viewer } from '../domain/viewer.ts'
import type { PrismaClient } from '../store/database.ts'
import { PICTURE_PROBLEMS, pictureFigures, retryCopies, shownAt } from '../store/picture.ts'
import type { Tx } from '../store/transaction.ts'
import type { Upload } from '../store/upload.ts'
import { announceUpload } from './announce-upload.ts'
import { copyPictures } from './copy-pictures.ts'
import { deleteUploads } from './delete-uploads.ts'
import { pictureKey } from './keys.ts'
import { pictureNamer } from './named-picture.ts'
import { isImportHost, type PictureHosts, pictureUrlProblem } from './picture-hosts.ts'
import { uploadReceiver } from './receive-upload.ts'
import { picturesSetter } from './set-pictures.ts'
import { signedAddresses } from './signed-address.ts'
import { SIZED_TYPE, sizedPictures } from './sized-picture.ts'
import { tableFiles } from './table-files.ts'

export type { AnnouncedUpload } from './announce-upload.ts'
export { MARKETPLACE_HOSTS, type PictureHosts } from './picture-hosts.ts'
export type { PutBytes, PutRefusal, PutResult } from './receive-upload.ts'
export type { PictureGiven, PictureSet, PicturesToSet, SetPictures } from './set-pictures.ts'
export { TooManySizes } from './sized-picture.ts'

export interface MediaDeps {
  readonly prisma: PrismaClient
  readonly store: MediaStore
  readonly pictures: PictureSource
  readonly hosts: PictureHosts
  /** Our own address, without a slash at the end. */
  readonly ownBase: () => string
  /** Where clients load pictures of products from, without a slash at the end. */
  readonly pictureBase: () => string
  /** Sign addresses of files that are not public: the first signs, all are believed. */
  readonly keys: readonly [Buffer, ...Buffer[]]
  readonly maxPictureBytes: number
  readonly maxCsvBytes: number
  readonly uploadMs: number
  readonly linkMs: number
  /** Folder of this process, for files that are checked before they are stored. */
  readonly workFolder: string
  /** Told of bytes that came into the store. */
  readonly onStored: (bytes: number) => void
}

/** Data of an upload that its address needs. */
type AddressedUpload = Pick<Upload, 'id' | 'purpose' | 'sha256' | 'contentType' | 'completedAt'>

/** A file as it is served. */
export interface ServedFile extends StoredMedia {
  readonly contentType: string
}

/** True if any machine in the public internet can ask for the address. */
const isFetchable = (address: string) =>
  pictureUrlProblem(new URL(address), { imports: [], local: [] }) === null

/** Files of ours and pictures of products. */
export function createMedia(deps: MediaDeps) {
  const { prisma, store, hosts, ownBase, pictureBase } = deps
  const links = signedAddresses(deps.keys, deps.linkMs)
  const sizes = sizedPictures(store, deps.onStored)
  const copying = { ...deps, maxBytes: deps.maxPictureBytes }
  const named = pictureNamer(hosts, pictureBase)
  const shown = (image: string) => (image.startsWith('/media/') ? pictureBase() + image : image)
  return {
    setPictures: picturesSetter(hosts, pictureBase),
    announce: (input: unknown, viewer: Viewer) => announceUpload(prisma, deps, input, viewer),
    receive: uploadReceiver(deps),
    /** Where the bytes of an announced upload are put to. */
    uploadAddress: (id: string, secret: string) => `${ownBase()}/uploads/${id}?secret=${secret}`,
    /** Where a file of ours is, for a viewer who may see it; null while its bytes have not come. */
    addressOf({ id, purpose, sha256, contentType, completedAt }: AddressedUpload): string | null {
      if (completedAt === null || sha256 === null) return null
      if (isPublic(purpose)) return pictureBase() + picturePath(sha256, contentType)
      return ownBase() + links.sign(id, new Date())
    },
    /** An entry of `product.images` as clients load it: paths are ours, anything else stays. */
    shown,
    /** A picture of a product or SKU as clients load it; null: it has no address. */
    shownAt(row: Parameters<typeof shownAt>[0]): string | null {
      const address = shownAt(row)
      return address === null ? null : shown(address)
    },
    /**
     * Address of a picture that another gateway can fetch: where we copied it from, unless only our network reaches
     * that and the world reaches us. Without such an address, where we copied it from.
     */
    fetchableAt(row: Parameters<typeof shownAt>[0]): string | null {
      const own = row.upload?.sha256 ? shown(picturePath(row.upload.sha256, row.upload.contentType)) : null
      if (own === null || (row.sourceUrl !== null && (isFetchable(row.sourceUrl) || !isFetchable(own))))
        return row.sourceUrl
      return own
    },
    /** Why a person can't give a product the picture at this address, after the address; null: they can. */
    async pictureProblem(tx: Tx, address: string): Promise<string | null> {
      const one = await named(tx, address)
      return 'problem' in one ? one.problem : null
    },
    /** A picture of a product as it was given; null: there is none. */
    async picture(picture: PublicPicture): Promise<ServedFile | null> {
      const found = await store.get(pictureKey(picture))
      return found && { ...found, contentType: picture.type }
    },
    /** In another width; see `SizedPictures`. */
    async sized(
      picture: PublicPicture,
      width: PictureWidth,
      beforeDrawing: () => Promise<void>,
    ): Promise<ServedFile | null> {
      const found = await sizes.get(picture, width, beforeDrawing)
      return found && { ...found, contentType: SIZED_TYPE }
    },
    /** A file that is not public, by its signed address; null: there is none, or the address is not valid any more. */
    async file(uploadId: string, query: URLSearchParams): Promise<ServedFile | null> {
      if (!links.isValid(uploadId, query, new Date())) return null
      const upload = await prisma.upload.findUnique({ where: { id: uploadId } })
      if (!upload?.storageKey || isPublic(upload.purpose)) return null
      const found = await store.get(upload.storageKey)
      return found && { ...found, contentType: upload.contentType }
    },
    tables: tableFiles(prisma, store, deps.onStored),
    /** Retries pictures that wait or have failed for good; of all products when none is named. @returns their number */
    retryPictures: (productIds: readonly string[] | null) =>
      retryCopies(prisma, productIds, (sourceUrl) => isImportHost(new URL(sourceUrl), hosts)),
    /** Condition of the pictures that operators see as problems. */
    problems: PICTURE_PROBLEMS,
    figures: () => pictureFigures(prisma),
    /** Jobs: each gives whether there may be more to do. */
    jobs: {
      copyPictures: (signal: AbortSignal) => copyPictures(copying, signal),
      deleteUploads: () => deleteUploads(prisma, store),
    },
  }
}

export type MediaModule = ReturnType<typeof createMedia>
