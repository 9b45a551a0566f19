import { z } from 'zod'
import { SANDBOX_PLATFORMS } from '../credentials.ts'
import type { ControlRoutes } from './route.ts'

const platform = z.enum(SANDBOX_PLATFORMS)

const registration = z.strictObject({ platform, url: z.url().nullable() })

const mode = z.strictObject({
  /** How often each letter is sent. */
  copies: z.int().min(1).max(10).default(1),
  /** True keeps letters back until `release`, which sends them newest first. */
  hold: z.boolean().default(false),
})

/** Message queues, and webhooks to registered addresses: late, doubled and out of order on demand. */
export const messageRoutes: ControlRoutes = {
  'GET /_control/messages': ({ state, query }) => ({
    messages: state.mail
      .list()
      .filter((mail) => [undefined, mail.platform].includes(query.get('platform') as typeof mail.platform)),
  }),
  'POST /_control/messages/redeliver': ({ state, body }) => ({
    again: state.mail.redeliver(z.strictObject({ platform }).parse(body).platform),
  }),
  'GET /_control/webhooks': ({ state }) => ({
    addresses: state.postman.addresses(),
    mode: state.postman.mode,
    held: state.postman.held,
    deliveries: state.postman.deliveries(),
  }),
  'POST /_control/webhooks': ({ state, body }) => {
    const order = registration.parse(body)
    state.postman.register(order.platform, order.url ?? undefined)
    return { addresses: state.postman.addresses() }
  },
  'POST /_control/webhooks/mode': ({ state, body }) => {
    state.postman.mode = mode.parse(body)
    return state.postman.mode
  },
  'POST /_control/webhooks/release': async ({ state }) => {
    const released = state.postman.release()
    await state.postman.idle()
    return { released }
  },
}
