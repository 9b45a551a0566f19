import type { ComponentHealth } from '../../schema/context.ts'
import { type Handler, sendJson } from './http.ts'
import { pathOf } from './request-path.ts'

/**
 * `/healthz`: the process answers. `/readyz`: it should get traffic: every component is healthy and it is
 * not stopping.
 */
export function healthHandler(
  status: () => Promise<readonly ComponentHealth[]>,
  isStopping: () => boolean,
): Handler {
  return async (req, res) => {
    const path = pathOf(req)
    if (path === '/healthz') sendJson(res, 200, { status: 'ok' })
    else if (path === '/readyz') {
      const components = await status()
      const ready = !isStopping() && components.every((component) => component.healthy)
      sendJson(res, ready ? 200 : 503, {
        status: ready ? 'ready' : 'not ready',
        stopping: isStopping(),
        components,
      })
    } else return false
    return true
  }
}

/** Answers everything with 503 while the process starts: the port is taken early, the rest takes its time. */
export function startingHandler(isStarting: () => boolean): Handler {
  return (_req, res) => {
    if (!isStarting()) return false
    res.setHeader('retry-after', '1')
    sendJson(res, 503, { status: 'starting' })
    return true
  }
}
