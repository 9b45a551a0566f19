import type { Role } from './viewer.ts'

/** Purpose of a file. It decides who may upload it, its allowed types, and who may see it. */
export const UPLOAD_PURPOSES = [
  'PRODUCT_MEDIA',
  'INSPECTION_PHOTO',
  'PARCEL_PHOTO',
  'IMAGE_SEARCH',
  'AFTER_SALES',
  'CATALOGUE_CSV',
  'RATES_CSV',
  'ID_DOCUMENT',
] as const
export type UploadPurpose = (typeof UPLOAD_PURPOSES)[number]

/** Types of pictures that we take, with the end of their file names. SVG is not: it can hold scripts. */
const PICTURE_TYPES = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
} as const
export type PictureType = keyof typeof PICTURE_TYPES

export const CSV_TYPE = 'text/csv'
const OF_CUSTOMERS: ReadonlySet<UploadPurpose> = new Set(['AFTER_SALES', 'IMAGE_SEARCH', 'ID_DOCUMENT'])

const isCsv = (purpose: UploadPurpose): boolean => purpose === 'CATALOGUE_CSV' || purpose === 'RATES_CSV'

/** Content types that files of this purpose may have. */
export function typesOf(purpose: UploadPurpose): readonly string[] {
  return isCsv(purpose) ? [CSV_TYPE] : Object.keys(PICTURE_TYPES)
}

/** Operators upload everything, customers what is about their own orders. */
export function mayUpload(role: Role, purpose: UploadPurpose): boolean {
  return role === 'operator' || role === 'worker' || (role === 'customer' && OF_CUSTOMERS.has(purpose))
}

/** Everybody may see pictures of products. All other files are for their owner and for operators. */
export const isPublic = (purpose: UploadPurpose): boolean => purpose === 'PRODUCT_MEDIA'

/** Widths in pixels in which pictures of products can be asked for. */
export const PICTURE_WIDTHS = [160, 320, 640, 960, 1280] as const
export type PictureWidth = (typeof PICTURE_WIDTHS)[number]

/** Null: not one of the widths. */
export function pictureWidth(text: string): PictureWidth | null {
  return PICTURE_WIDTHS.find((width) => String(width) === text) ?? null
}

const PICTURE_PATH = /^\/media\/([0-9a-f]{64})\.([a-z]{3,4})$/

/** A picture of a product by what it is: the same bytes have the same address forever. */
export interface PublicPicture {
  /** Hex. */
  readonly sha256: string
  readonly type: PictureType
}

/** Path of a picture of a product below our own address, as `product.images` has it. */
export function picturePath(sha256: string, contentType: string): string {
  return `/media/${sha256}.${PICTURE_TYPES[contentType as PictureType] ?? 'jpg'}`
}

/** Null for any other path. */
export function readPicturePath(path: string): PublicPicture | null {
  const [, sha256, end] = PICTURE_PATH.exec(path) ?? []
  const [type] = Object.entries(PICTURE_TYPES).find(([, one]) => one === end) ?? []
  return sha256 && type ? { sha256, type: type as PictureType } : null
}
