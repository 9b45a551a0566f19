import { type PublicPicture, readPicturePath } from '../domain/upload.ts'
import { webAddress } from '../domain/web-address.ts'
import type { Tx } from '../store/transaction.ts'
import { findPicture } from '../store/upload.ts'
import { type PictureHosts, pictureUrlProblem } from './picture-hosts.ts'

/** A picture that a person named by its address: one of our uploads, or an address to copy from. */
export type NamedPicture =
  | { readonly uploadId: string; readonly sourceUrl: null }
  | { readonly uploadId: null; readonly sourceUrl: string }

/** Why an address names no picture that we can take. The message continues after the address. */
export interface PictureProblem {
  readonly code: 'INVALID_INPUT' | 'NOT_FOUND'
  readonly problem: string
}

/** @param ownBase our own address, without a slash at the end: pictures named below it are ours already */
export function pictureNamer(hosts: PictureHosts, ownBase: () => string) {
  return async (tx: Tx, given: unknown): Promise<NamedPicture | PictureProblem> => {
    const address = webAddress(given)
    if (address === null)
      return { code: 'INVALID_INPUT', problem: 'has to be an https address or an uploadId' }
    const own = ownPicture(address)
    if (own) {
      const upload = await findPicture(tx, own.sha256)
      return upload
        ? { uploadId: upload.id, sourceUrl: null }
        : { code: 'NOT_FOUND', problem: 'there is no such picture here' }
    }
    const problem = pictureUrlProblem(new URL(address), hosts)
    return problem ? { code: 'INVALID_INPUT', problem } : { uploadId: null, sourceUrl: address }
  }

  /** As the graph shows a picture of ours, with or without a width. */
  function ownPicture(address: string): PublicPicture | null {
    const base = `${ownBase()}/media/`
    if (!address.startsWith(base)) return null
    return readPicturePath(`/media/${address.slice(base.length).split(/[?#]/, 1)[0]}`)
  }
}
