import { controlPage } from './control/control.ts'
import { imagePage } from './control/image.ts'
import { serve } from './http/serve.ts'
import { SandboxState } from './state/state.ts'
import { topEndpoint } from './taobao/endpoint.ts'

export { CREDENTIALS, JD_VOP_LOGIN, WMS } from './credentials.ts'
export { SandboxState } from './state/state.ts'

export interface SandboxOptions {
  /** 0 takes a free port. Default 4010. */
  port?: number
  /** Default 127.0.0.1. */
  host?: string
  /** The time that rows are stamped with and callers' timestamps are checked against. */
  now?: () => Date
  /** A state to go on with; by default a fresh one from the catalogue. */
  state?: SandboxState
  log?: (line: string) => void
}

export interface Sandbox {
  url: string
  port: number
  state: SandboxState
  stop(): Promise<void>
}

/** Starts all marketplaces and the WMS on one port. Rejects with the socket's error when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1'
  const state = options.state ?? new SandboxState(options.now)
  const served = await serve({
    port: options.port ?? 4010,
    host,
    state,
    endpoints: [topEndpoint],
    pages: [controlPage, imagePage],
    log: options.log ?? (() => {}),
  })
  return { url: `http://${host}:${served.port}`, port: served.port, state, stop: served.stop }
}
