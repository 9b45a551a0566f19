import type { PictureWidth, PublicPicture } from '../domain/upload.ts'

/** Keys of files in the store. Only `pictures` and `sizes` are served to everybody. */

/** The bytes of a picture of a product, stored once however often it is given. */
export const pictureKey = ({ sha256 }: Pick<PublicPicture, 'sha256'>) =>
  `pictures/${sha256.slice(0, 2)}/${sha256}`

export const sizeKey = ({ sha256 }: Pick<PublicPicture, 'sha256'>, width: PictureWidth) =>
  `sizes/${sha256.slice(0, 2)}/${sha256}-${width}.webp`

/** A file that is not public belongs to one upload, and is deleted with it. */
export const fileKey = (uploadId: string) => `files/${uploadId}`
