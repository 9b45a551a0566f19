import { z } from 'zod'
import { SANDBOX_PLATFORMS } from '../credentials.ts'
import { FAULT_KINDS } from '../state/faults.ts'
import type { ControlRoutes } from './route.ts'

const platform = z.enum(SANDBOX_PLATFORMS)

const faultOrder = z.strictObject({
  kind: z.enum(FAULT_KINDS),
  calls: z.int().min(1).max(1_000_000).optional(),
  platform: platform.optional(),
  method: z.string().min(1).optional(),
  latencyMs: z.int().min(0).max(600_000).optional(),
  seconds: z.int().min(1).max(86_400).optional(),
  code: z.string().optional(),
  subCode: z.string().optional(),
  message: z.string().optional(),
})

const quotaOrder = z.strictObject({
  platform,
  /** Null takes the limit off. */
  callsPerSecond: z.int().min(1).nullable(),
  banSeconds: z.int().min(1).default(1),
})

/** Faults for the next calls, and the calls-per-second limit. */
export const faultRoutes: ControlRoutes = {
  'GET /_control/faults': ({ state }) => ({ faults: state.faults.list(), quotas: state.quota.rules() }),
  'POST /_control/faults': ({ state, body }) => state.faults.add(faultOrder.parse(body), state.clock.now()),
  'DELETE /_control/faults': ({ state }) => {
    state.faults.clear()
    return { ok: true }
  },
  'POST /_control/quota': ({ state, body }) => {
    const order = quotaOrder.parse(body)
    const { callsPerSecond, banSeconds } = order
    state.quota.set(order.platform, callsPerSecond === null ? undefined : { callsPerSecond, banSeconds })
    return { quotas: state.quota.rules() }
  },
}
