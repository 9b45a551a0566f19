import { Transient, UpstreamError } from '../domain/upstream-error.ts'

export interface WriteOnce<T> {
  /** Sends the write; must be a call with `repeatable: false`. */
  readonly send: () => Promise<T>
  /** Asks the platform whether the write was applied; null when it was not. */
  readonly standing: () => Promise<T | null>
  /** False where a second attempt could do the write twice although the first was not found. */
  readonly again: boolean
}

/**
 * A write that is never done twice: after a lost answer it is looked up, and sent once more only when it is not there
 * and `again` allows it.
 * @throws Transient with `mayHaveHappened` while the outcome stays unknown: look it up later, before any new attempt
 */
export async function writeOnce<T>({ send, standing, again }: WriteOnce<T>): Promise<T> {
  try {
    return await send()
  } catch (error) {
    if (!lost(error)) throw error
    const found = await lookUp(standing, error)
    if (found !== null) return found
    if (!again) throw error
  }
  try {
    return await send()
  } catch (error) {
    if (!lost(error)) throw error
    const found = await lookUp(standing, error)
    if (found !== null) return found
    throw error
  }
}

export function lost(error: unknown): error is Transient {
  return error instanceof Transient && error.mayHaveHappened
}

/** If the look-up fails too, the outcome stays unknown: the first error is thrown. */
async function lookUp<T>(standing: () => Promise<T | null>, unanswered: Transient): Promise<T | null> {
  try {
    return await standing()
  } catch (error) {
    throw error instanceof UpstreamError ? unanswered : error
  }
}
