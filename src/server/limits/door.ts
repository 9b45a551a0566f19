import type { GraphQLError } from 'graphql'
import type { Viewer } from '../../domain/viewer.ts'
import type { Asker } from './admission.ts'
import { type JsonSize, jsonSize } from './json-size.ts'
import { bodyTooLarge, limitExceeded, tooManyRequests } from './limit-error.ts'
import type { Limits } from './limits.ts'
import type { RateLimiter } from './rate-limiter.ts'

/** Free size of a request: those of ordinary clients are smaller. */
const FREE: JsonSize = { bytes: 2_000, lists: 100, depth: 10 }
/** Size above it that costs one point. */
const PER_POINT: JsonSize = { bytes: 100, lists: 10, depth: 1 }

/** Checks of a text before it is parsed: the body of a request, the search of a URL, a message of a socket. */
export interface Door {
  /** Longest text that this viewer may send, in bytes. */
  longest(viewer: Viewer): number
  /** Charges for the size of the text. @throws GraphQLError when it is too large, or the viewer has no budget left */
  enter(asker: Asker, text: Uint8Array): Promise<void>
  /**
   * The same at once, for texts whose order counts: gives the error. The text that uses up the budget still passes; what
   * it asks for is refused then, and so are the texts after it.
   */
  pass(asker: Asker, text: Uint8Array): GraphQLError | null
  /** Charges for a text that is longer than `longest`, without reading it, and returns the error. */
  tooLong(asker: Asker): GraphQLError
}

export function doorOf(limits: Limits, rate: RateLimiter): Door {
  const most = { lists: limits.variableValues, depth: limits.nesting }
  const longest = ({ role }: Viewer) => (role === 'anonymous' ? limits.anonymousBodyBytes : limits.bodyBytes)
  const take = ({ viewer, address }: Asker, points: number) => rate.take(viewer, address, points)
  const refusalOf = ({ viewer, address }: Asker) => {
    const ms = rate.refusedFor(viewer, address)
    return ms === null ? null : tooManyRequests(ms)
  }
  const tooLong = (asker: Asker) => {
    const refusal = refusalOf(asker)
    if (refusal) return refusal
    const allowed = longest(asker.viewer)
    void take(asker, pointsOf({ bytes: allowed, lists: 0, depth: 0 }))
    return bodyTooLarge(allowed)
  }
  /** The error, and the charge that was made; neither for a small text. */
  const look = (asker: Asker, text: Uint8Array) => {
    if (text.length > longest(asker.viewer)) return { refusal: tooLong(asker), charge: null }
    const size = jsonSize(text, most)
    const points = pointsOf(size)
    if (points === 0) return { refusal: null, charge: null }
    const refusal = refusalOf(asker) ?? excessOf(size, most)
    return { refusal, charge: take(asker, points) }
  }
  return {
    longest,
    tooLong,
    pass: (asker, text) => look(asker, text).refusal,
    async enter(asker, text) {
      const before = refusalOf(asker)
      if (before) throw before
      const { refusal, charge } = look(asker, text)
      const retryAfterMs = await charge
      if (retryAfterMs !== null) throw tooManyRequests(retryAfterMs)
      if (refusal) throw refusal
    },
  }
}

function excessOf(size: JsonSize, most: Omit<JsonSize, 'bytes'>): GraphQLError | null {
  if (size.depth > most.depth)
    return limitExceeded('or more lists and objects inside each other', size.depth, most.depth)
  return size.lists > most.lists ? limitExceeded('or more lists and objects', size.lists, most.lists) : null
}

/** Points for reading a text. */
function pointsOf(size: JsonSize): number {
  const above = (what: keyof JsonSize) => Math.ceil(Math.max(0, size[what] - FREE[what]) / PER_POINT[what])
  return above('bytes') + above('lists') + above('depth')
}
