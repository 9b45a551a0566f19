import type { IncomingMessage } from 'node:http'
import type { Viewer } from '../../domain/viewer.ts'
import type { Recording } from '../response-cache/recording.ts'

/** What we learnt about a request before the pipeline sees it. */
export interface Prepared {
  readonly viewer: Viewer
  /** Absent: no answers are kept. */
  readonly recording: Recording | undefined
  /** It has passed the limits, and its points are taken. */
  isAdmitted: boolean
  /** Why it ended without an answer; it is not tried again. */
  failure?: unknown
  /** Why its body may not be parsed. */
  readonly refusal?: Error
}

const prepared = new WeakMap<IncomingMessage, Prepared>()

export function prepare(req: IncomingMessage, what: Prepared): Prepared {
  prepared.set(req, what)
  return what
}

export function preparedOf(req: IncomingMessage | undefined): Prepared | undefined {
  return req && prepared.get(req)
}
