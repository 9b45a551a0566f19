import { Buffer } from 'node:buffer'

/** A place in the feed: everything of `epoch` up to and including `seq` is known. */
export interface Position {
  readonly epoch: string
  readonly seq: number
}

/** Opaque to clients; they hand it back as `after:`. */
export function encodeCursor({ epoch, seq }: Position): string {
  return Buffer.from(`${epoch}:${seq}`).toString('base64url')
}

/** Null when the text was never one of our cursors. */
export function decodeCursor(cursor: string): Position | null {
  const match = /^([0-9a-f]{1,64}):(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))
  return match?.[1] && match[2] ? { epoch: match[1], seq: Number(match[2]) } : null
}
