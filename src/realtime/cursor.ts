import { Buffer } from 'node:buffer'

/** A place in the feed: everything of `epoch` up to and including `seq` is known. */
export interface Position {
  readonly epoch: string
  readonly seq: number
}

/** Where a subscriber left off. */
export interface ResumePoint extends Position {
  /** In the middle of a state, or after a gap whose state had not come: it always needs the state. */
  readonly needsState?: true
}

/** Opaque to clients; they hand it back as `after:`. */
export function encodeCursor({ epoch, seq, needsState }: ResumePoint): string {
  return Buffer.from(`${epoch}:${seq}${needsState ? ':state' : ''}`).toString('base64url')
}

/** Null when the text was never one of our cursors. */
export function decodeCursor(cursor: string): ResumePoint | null {
  const text = Buffer.from(cursor, 'base64url').toString('latin1')
  const [, epoch, seq, state] = /^([0-9a-f]{1,64}):(\d{1,15})(:state)?$/.exec(text) ?? []
  if (epoch === undefined) return null
  return { epoch, seq: Number(seq), ...(state && { needsState: true }) }
}
