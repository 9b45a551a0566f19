import { v7 } from 'uuid'
import { Refused } from '../domain/user-error.ts'
import { webAddress } from '../domain/web-address.ts'
import { type PictureRow, readPictures, writeImages } from '../store/picture.ts'
import { lockProduct } from '../store/product.ts'
import type { Tx } from '../store/transaction.ts'
import { pictureNamer } from './named-picture.ts'
import { isImportHost, type PictureHosts, pictureUrlProblem } from './picture-hosts.ts'

/** A picture as somebody gives it: an upload that is complete, or where it can be copied from. Exactly one of the two. */
export interface PictureGiven {
  /** Local id. */
  readonly uploadId?: string | null | undefined
  readonly url?: string | null | undefined
  /** Alternative text. */
  readonly alt?: string | null | undefined
}

/** All pictures of a product, or of one of its SKUs. */
export interface PictureSet {
  /** Null: the product's own pictures. */
  readonly skuId: string | null
  /** The main one first. */
  readonly pictures: readonly PictureGiven[]
}

export interface PicturesToSet {
  readonly productId: string
  /** Those of places that are not named stay. */
  readonly sets: readonly PictureSet[]
  /**
   * A person may name any public https address and sees what is wrong. From a marketplace, pictures
   * that can't be used are left out, and only its picture hosts are allowed.
   */
  readonly from: 'PERSON' | 'MARKETPLACE'
  /** Path of the pictures in the mutation's input, for what is refused; `media` when absent. */
  readonly field?: readonly string[]
}

/**
 * Makes these the pictures of a product and of its SKUs, in this order, in the transaction of the change; the
 * product is locked. Pictures that it has already stay as they are, with what was copied of them. Writes
 * `product.images`; neither its version nor a change of the product, which are the caller's.
 * @returns the places, as `skuId` names them, where anything changed
 * @throws Refused that names the picture at fault
 */
export type SetPictures = (tx: Tx, given: PicturesToSet) => Promise<ReadonlySet<string | null>>

export const MOST_PICTURES = 50

/** A picture that may be shown. */
interface Wanted {
  readonly uploadId: string | null
  readonly sourceUrl: string | null
  readonly alt: string | null
  /** Why it will not be copied, in words. */
  readonly refusal: string | null
}

/** @param ownBase our own address, without a slash at the end: pictures named below it are ours already */
export function picturesSetter(hosts: PictureHosts, ownBase: () => string): SetPictures {
  const named = pictureNamer(hosts, ownBase)
  return async (tx, { productId, sets, from, field = ['media'] }) => {
    if (!(await lockProduct(tx, productId)))
      throw new Refused('NOT_FOUND', null, 'There is no product with this id.')
    const all = await readPictures(tx, productId)
    const wanted = new Map<string | null, readonly Wanted[]>()
    for (const { skuId, pictures } of sets)
      wanted.set(
        skuId,
        from === 'PERSON'
          ? await allByPerson(tx, pictures, field, new Set(sourcesOf(all, skuId)))
          : allByMarketplace(pictures, hosts),
      )
    return replace(tx, productId, all, wanted)
  }

  async function allByPerson(
    tx: Tx,
    pictures: readonly PictureGiven[],
    field: readonly string[],
    sources: ReadonlySet<string>,
  ): Promise<readonly Wanted[]> {
    if (pictures.length > MOST_PICTURES)
      throw new Refused(
        'LIMIT_EXCEEDED',
        field,
        `${field.join('.')}: has ${pictures.length} pictures; ${MOST_PICTURES} are allowed`,
      )
    const wanted: Wanted[] = []
    for (const [index, one] of pictures.entries())
      wanted.push(await givenByPerson(tx, one, [...field, String(index)], sources))
    return wanted
  }

  async function givenByPerson(
    tx: Tx,
    given: PictureGiven,
    path: readonly string[],
    sources: ReadonlySet<string>,
  ): Promise<Wanted> {
    const alt = given.alt ?? null
    if (given.uploadId != null) return { ...(await uploaded(tx, given.uploadId, [...path, 'uploadId'])), alt }
    // The place shows it already: a marketplace may have given an address that a person may not.
    if (given.url != null && sources.has(given.url))
      return { uploadId: null, sourceUrl: given.url, alt, refusal: null }
    const one = await named(tx, given.url)
    if (!('problem' in one)) return { ...one, alt, refusal: null }
    const at = [...path, 'url']
    throw new Refused(one.code, at, `${at.join('.')}: ${one.problem}`)
  }
}

const sourcesOf = (all: readonly PictureRow[], skuId: string | null) =>
  all.flatMap((row) => (row.skuId === skuId && row.sourceUrl !== null ? [row.sourceUrl] : []))

async function uploaded(
  tx: Tx,
  id: string,
  path: readonly string[],
): Promise<Pick<Wanted, 'uploadId' | 'sourceUrl' | 'refusal'>> {
  const upload = await tx.upload.findUnique({ where: { id } })
  const refuse = (code: 'NOT_FOUND' | 'INVALID_INPUT', what: string) =>
    new Refused(code, path, `${path.join('.')}: ${what}`)
  if (!upload) throw refuse('NOT_FOUND', 'there is no upload with this id')
  if (upload.purpose !== 'PRODUCT_MEDIA')
    throw refuse('INVALID_INPUT', `the upload is for ${upload.purpose}, not for PRODUCT_MEDIA`)
  if (upload.completedAt === null)
    throw refuse('INVALID_INPUT', 'the bytes of this upload have not arrived yet')
  return { uploadId: upload.id, sourceUrl: null, refusal: null }
}

function allByMarketplace(pictures: readonly PictureGiven[], hosts: PictureHosts): readonly Wanted[] {
  const distinct = new Map<string, Wanted>()
  for (const one of pictures) {
    const read = givenByMarketplace(one, hosts)
    if (read?.sourceUrl && !distinct.has(read.sourceUrl)) distinct.set(read.sourceUrl, read)
  }
  return [...distinct.values()].slice(0, MOST_PICTURES)
}

/** Null: no picture that can be shown. */
function givenByMarketplace({ url: text, alt = null }: PictureGiven, hosts: PictureHosts): Wanted | null {
  const address = webAddress(text)
  if (address === null) return null
  const url = new URL(address)
  const isListed = isImportHost(url, hosts)
  // Hosts of the marketplaces all speak https, though some items still say http.
  if (isListed && !hosts.local.includes(url.origin)) url.protocol = 'https:'
  const refusal = isListed
    ? pictureUrlProblem(url, hosts)
    : `${url.hostname} is not among the picture hosts that imports copy from (MEDIA_IMPORT_HOSTS)`
  return { uploadId: null, sourceUrl: url.href, alt, refusal }
}

async function replace(
  tx: Tx,
  productId: string,
  all: readonly PictureRow[],
  sets: ReadonlyMap<string | null, readonly Wanted[]>,
): Promise<ReadonlySet<string | null>> {
  const changed = new Set<string | null>()
  const surplus: string[] = []
  const added: ReturnType<typeof newRow>[] = []
  for (const [skuId, wanted] of sets) {
    const left = new Set(all.filter((row) => row.skuId === skuId))
    for (const [position, one] of wanted.entries()) {
      const row = [...left].find((stored) => isSame(stored, one))
      if (row) left.delete(row)
      else added.push(newRow(one, position, productId, skuId, all))
      const { alt } = one
      if (row?.position === position && row.alt === alt) continue
      changed.add(skuId)
      if (row) await tx.media.update({ where: { id: row.id }, data: { position, alt }, select: { id: true } })
    }
    if (left.size > 0) changed.add(skuId)
    surplus.push(...[...left].map(({ id }) => id))
  }
  if (surplus.length > 0) await tx.media.deleteMany({ where: { id: { in: surplus } } })
  if (added.length > 0) await tx.media.createMany({ data: added })
  if (changed.has(null)) await writeImages(tx, productId)
  return changed
}

function newRow(
  { uploadId, sourceUrl, alt, refusal }: Wanted,
  position: number,
  productId: string,
  skuId: string | null,
  all: readonly PictureRow[],
) {
  // Another place of the product has this picture already.
  const copied = all.find((row) => row.uploadId !== null && row.sourceUrl === sourceUrl && sourceUrl !== null)
  const stored = uploadId ?? copied?.uploadId ?? null
  const waits = stored === null && refusal === null
  return {
    id: v7(),
    productId,
    skuId,
    position,
    sourceUrl,
    uploadId: stored,
    alt,
    status: stored !== null ? ('STORED' as const) : waits ? ('WAITING' as const) : ('FAILED' as const),
    nextAttemptAt: waits ? new Date() : null,
    lastError: stored === null ? refusal : null,
  }
}

/** A picture is named by its upload, by where it came from, or by the address that we show it at. */
function isSame(row: PictureRow, { uploadId, sourceUrl }: Wanted): boolean {
  if (sourceUrl !== null) return row.sourceUrl === sourceUrl
  return row.uploadId === uploadId
}
