import { createReadStream } from 'node:fs'
import sharp from 'sharp'
import { CSV_TYPE, type PictureType } from '../domain/upload.ts'

/** Type of a file by its bytes, not by its name or headers. */
export interface CheckedFile {
  readonly contentType: string
  /** Pixels as the picture is shown, of pictures alone. */
  readonly width: number | null
  readonly height: number | null
}

/** Largest number of pixels: more would take hundreds of MB of memory to draw. */
const MOST_PIXELS = 50_000_000

/** By sharp's name. Other formats that sharp reads (SVG, PDF, TIFF, …) are refused. */
const TYPES: Readonly<Record<string, PictureType>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
}

/** A file that we don't take; the message says why, after the name of what it is about. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken'
}

/** @throws NotTaken when the bytes are no picture of a type that we take */
export async function checkPicture(file: string): Promise<CheckedFile> {
  const found = await sharp(file, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
    .metadata()
    .catch(() => null)
  if (!found) throw new NotTaken(`is no picture that can be read, or has more than ${MOST_PIXELS} pixels`)
  const avif = found.format === 'heif' && found.compression === 'av1'
  const contentType = avif ? 'image/avif' : TYPES[found.format]
  if (!contentType) throw new NotTaken(`is ${found.format}; JPEG, PNG, WebP, GIF and AVIF are taken`)
  const { width, height } = found.autoOrient
  return { contentType, width, height }
}

/** How programs, archives, documents and pages begin. */
const FOREIGN: readonly [name: string, start: string][] = [
  ['a program', 'MZ'],
  ['a program', '\x7fELF'],
  ['a script', '#!'],
  ['a spreadsheet or archive, not CSV: save it as CSV', 'PK\x03\x04'],
  ['a spreadsheet, not CSV: save it as CSV', '\xd0\xcf\x11\xe0'],
  ['a PDF document', '%PDF'],
]

/** How UTF-16 begins, whose text has bytes that are 0. */
const UTF_16 = /^(\xff\xfe|\xfe\xff)/

/** Any text without NUL that is no page: in which encoding it is, its reader finds out. @throws NotTaken */
export async function checkCsv(file: string): Promise<CheckedFile> {
  let start: string | null = null
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    start ??= chunk.toString('latin1', 0, 1024)
    const [foreign] = FOREIGN.find(([, bytes]) => start?.startsWith(bytes)) ?? []
    if (foreign) throw new NotTaken(`is ${foreign}`)
    if (chunk.includes(0) && !UTF_16.test(start)) throw new NotTaken('is binary data, not CSV')
  }
  if (/^(\xef\xbb\xbf)?\s*</.test(start ?? '')) throw new NotTaken('is a page or XML, not CSV')
  return { contentType: CSV_TYPE, width: null, height: null }
}
