import type { IncomingMessage } from 'node:http'
import type { Viewer } from '../../domain/viewer.ts'
import type { Recording } from '../response-cache/recording.ts'

/** What was found out about a request before the pipeline has it. */
export interface Prepared {
  readonly viewer: Viewer
  /** Absent: no answers are kept. */
  readonly recording: Recording | undefined
  /** It has passed the limits, and its points are taken. */
  isAdmitted: boolean
  /** Why it ended without an answer; it is not tried again. */
  failure?: unknown
}

const prepared = new WeakMap<IncomingMessage, Prepared>()

export function prepare(req: IncomingMessage, what: Prepared): Prepared {
  prepared.set(req, what)
  return what
}

export function preparedOf(req: IncomingMessage | undefined): Prepared | undefined {
  return req && prepared.get(req)
}
