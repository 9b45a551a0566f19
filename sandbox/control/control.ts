import { z } from 'zod'
import type { Page } from '../http/serve.ts'
import { jsonReply, type WireReply } from '../http/wire-reply.ts'
import { valuesOf, type WireRequest } from '../http/wire-request.ts'
import { callRoutes } from './calls.ts'
import { faultRoutes } from './fault-orders.ts'
import { messageRoutes } from './messages.ts'
import { orderRoutes } from './orders.ts'
import { overviewRoutes } from './overview.ts'
import { paymentRoutes } from './payments.ts'
import { type ControlRoutes, NotFound } from './route.ts'
import { shareRoutes } from './share.ts'
import { wmsRoutes } from './wms.ts'
import { worldRoutes } from './world.ts'

const ROUTES: ControlRoutes = {
  ...callRoutes,
  ...faultRoutes,
  ...orderRoutes,
  ...worldRoutes,
  ...messageRoutes,
  ...paymentRoutes,
  ...wmsRoutes,
  ...overviewRoutes,
  ...shareRoutes,
}

function bodyOf(request: WireRequest): unknown {
  if (request.body.length === 0) return {}
  try {
    return JSON.parse(request.body.toString('utf8'))
  } catch {
    return undefined
  }
}

const problem = (status: number, error: string): WireReply => jsonReply({ error }, status)

/** The control API under `/_control/`: JSON in, JSON out, for tests and for the console page. */
export const controlPage: Page = async (request, state) => {
  if (!request.path.startsWith('/_control/')) return undefined
  const name = `${request.method} ${request.path}`
  const route = Object.hasOwn(ROUTES, name) ? ROUTES[name] : undefined
  if (!route) return problem(404, `no control call ${name}; there are: ${Object.keys(ROUTES).join(', ')}`)
  const body = bodyOf(request)
  if (body === undefined) return problem(400, 'the body is not JSON')
  try {
    const query = valuesOf(request.query)
    return jsonReply((await route({ state, query, body, origin: request.origin })) ?? { ok: true })
  } catch (error) {
    if (error instanceof z.ZodError) return problem(400, z.prettifyError(error))
    if (error instanceof NotFound) return problem(404, error.message)
    throw error
  }
}
