import type { ComponentHealth } from '../../schema/context.ts'
import { type Handler, sendJson } from './http.ts'
import { pathOf } from './request-path.ts'

/**
 * Without these nothing can be answered. Others that are away make the process `degraded`, which is no reason to take
 * it out: without the bus, say, events come from the outbox table, and all gateways would be taken out at once.
 */
const NEEDED = new Set(['database', 'feed'])

/**
 * `/healthz`: the process answers; a process that does not should be restarted. `/readyz`: it should get traffic: everything it
 * needs answers and it is not stopping.
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
      const ready = !isStopping() && components.every(({ name, healthy }) => healthy || !NEEDED.has(name))
      const degraded = components.some(({ healthy }) => !healthy)
      sendJson(res, ready ? 200 : 503, {
        status: ready ? (degraded ? 'degraded' : 'ready') : 'not ready',
        stopping: isStopping(),
        components,
      })
    } else return false
    return true
  }
}

/**
 * While the process starts: the port is bound early, the rest takes its time. It is alive, so that it is not killed in
 * the middle of a migration, and not ready.
 */
export function startingHandler(isStarting: () => boolean): Handler {
  return (req, res) => {
    if (!isStarting()) return false
    if (pathOf(req) === '/healthz') {
      sendJson(res, 200, { status: 'ok' })
      return true
    }
    res.setHeader('retry-after', '1')
    sendJson(res, 503, { status: 'starting' })
    return true
  }
}
