import { z } from 'zod'
import type { ControlRoutes } from './route.ts'

const receiver = z.strictObject({ url: z.url(), provider: z.string().min(1), secret: z.string().min(16) })

/** Whom the payment page tells of payments. The secret is not shown again. */
export const paymentRoutes: ControlRoutes = {
  'GET /_control/payments': ({ state }) => ({ url: state.till.receiver?.url ?? null }),
  'POST /_control/payments': ({ state, body }) => {
    state.till.receiver = receiver.parse(body)
    return { url: state.till.receiver.url }
  },
}
