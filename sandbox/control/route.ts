import type { SandboxState } from '../state/state.ts'

/** One call of the control API, its JSON body read but not yet checked. */
interface ControlCall {
  state: SandboxState
  query: ReadonlyMap<string, string>
  body: unknown
  /** The sandbox's own address as the caller used it. */
  origin: string
}

/** `METHOD /_control/path` -> what answers it, as JSON. A zod error becomes a 400 that names the field. */
export type ControlRoutes = Readonly<Record<string, (call: ControlCall) => unknown>>

/** Thrown for a body that is well-formed and still cannot be done, e.g. an unknown order: 404. */
export class NotFound extends Error {}
