/** A picture at somebody else's server. */
export interface PictureSource {
  /**
   * Downloads the address into a file.
   * @param check called with the address and with each redirect; returns its error in words, null: allowed
   * @throws PictureRefused, PictureUnavailable, or the signal's reason
   */
  fetch(address: string, file: string, options: FetchOptions): Promise<void>
  close(): Promise<void>
}

export interface FetchOptions {
  readonly check: (url: URL) => string | null
  readonly maxBytes: number
  readonly signal: AbortSignal
}

/** It will never be a picture that we take: another attempt is of no use. */
export class PictureRefused extends Error {
  override readonly name = 'PictureRefused'
}

/** No picture just now: another attempt may get it. */
export class PictureUnavailable extends Error {
  override readonly name = 'PictureUnavailable'
}
