import type { Readable } from 'node:stream'

/** Bytes to store: a local file, which stays, or a buffer. */
export type MediaSource = { readonly file: string } | { readonly data: Uint8Array }

export interface StoredMedia {
  readonly bytes: number
  /** To be read or destroyed. */
  readonly stream: Readable
}

/**
 * Stores our files. Keys are paths of lower-case letters, digits, dots and dashes, such as `pictures/3f/3f9a`.
 * Errors of the store are thrown as they are, `InvalidKey` for any other key.
 */
export interface MediaStore {
  /** For operators. */
  readonly name: 'disk' | 's3'
  /** Whole or not at all: no reader sees half a file. Replaces the file of this key. */
  put(key: string, source: MediaSource, contentType: string): Promise<void>
  /** Null: nothing is there. */
  get(key: string): Promise<StoredMedia | null>
  has(key: string): Promise<boolean>
  /** A missing file counts as deleted. */
  delete(key: string): Promise<void>
  close(): Promise<void>
}

const KEY = /^[a-z0-9][a-z0-9.-]*(\/[a-z0-9][a-z0-9.-]*)*$/
const LONGEST = 200

/** A key that could lead out of the store. */
export class InvalidKey extends Error {
  override readonly name = 'InvalidKey'
}

/** @throws InvalidKey */
export function checkedKey(key: string): string {
  if (key.length > LONGEST || key.includes('..') || !KEY.test(key))
    throw new InvalidKey(`${JSON.stringify(key.slice(0, 60))} is no key of the media store`)
  return key
}
