import { z } from 'zod'
import { SANDBOX_PLATFORMS } from '../credentials.ts'
import { type ControlRoutes, NotFound } from './route.ts'

const platform = z.enum(SANDBOX_PLATFORMS)
const seller = z.enum(['TAOBAO', 'JD', 'ALIBABA_1688', 'WEIDIAN', 'PINDUODUO'])

const stockChange = z
  .strictObject({
    platform: seller,
    externalSkuId: z.string().optional(),
    code: z.string().optional(),
    quantity: z.int().min(0).max(9_999_999).optional(),
    delta: z.int().optional(),
    priceFen: z.int().min(1).optional(),
  })
  .refine(
    (body) => body.externalSkuId !== undefined || body.code !== undefined,
    'externalSkuId or code is needed',
  )

const clockChange = z.strictObject({
  /** How far the platforms' clocks are ahead of the real one; negative is behind. */
  skewMs: z.int().min(-86_400_000).max(86_400_000),
})

const advance = z.strictObject({
  ms: z
    .int()
    .min(0)
    .max(365 * 86_400_000),
})

const expiry = z.strictObject({
  platform,
  shop: z.string().optional(),
  refuseRefresh: z.boolean().default(false),
})

const balance = z.strictObject({
  platform: z.enum(['ALIBABA_1688', 'TAOBAO_GLOBAL', 'JD_VOP']),
  balanceFen: z.int().min(0),
})

/** Stock, prices, clocks, tokens and the buyer's money. */
export const worldRoutes: ControlRoutes = {
  'POST /_control/stock': ({ state, body }) => {
    const change = stockChange.parse(body)
    const found =
      change.externalSkuId === undefined
        ? state.shelf.byCode(change.code ?? '').find(({ item }) => item.platform === change.platform)
        : state.shelf.sku(change.platform, change.externalSkuId)
    if (!found) throw new NotFound(`no such SKU at ${change.platform}`)
    const { item, sku } = found
    const now = state.clock.now()
    const quantity = change.quantity ?? (change.delta === undefined ? undefined : sku.quantity + change.delta)
    if (quantity !== undefined) state.shelf.setQuantity(item, sku, quantity, now, 'control')
    if (change.priceFen !== undefined) state.shelf.setPrice(item, sku, change.priceFen, now)
    const { externalSkuId, code, priceFen } = sku
    return { item: item.externalId, externalSkuId, code, priceFen, quantity: sku.quantity }
  },
  'POST /_control/listing': ({ state, body }) => {
    const change = z
      .strictObject({
        platform: seller,
        externalId: z.string(),
        onSale: z.boolean().optional(),
        titleZh: z.string().min(1).max(200).optional(),
      })
      .parse(body)
    const item = state.shelf.item(change.platform, change.externalId)
    if (!item) throw new NotFound(`no item ${change.externalId} at ${change.platform}`)
    item.onSale = change.onSale ?? item.onSale
    item.titleZh = change.titleZh ?? item.titleZh
    item.modified = state.clock.now()
    return { externalId: item.externalId, onSale: item.onSale }
  },
  'GET /_control/clock': ({ state }) => ({
    now: state.clock.now().toISOString(),
    skewMs: state.clock.skewMs,
    aheadMs: state.clock.aheadMs,
    planned: state.life.planned,
    untilNextMs: state.life.untilNext(),
  }),
  'POST /_control/clock': ({ state, body }) => {
    state.clock.skewMs = clockChange.parse(body).skewMs
    return { now: state.clock.now().toISOString() }
  },
  'POST /_control/advance': async ({ state, body }) => {
    state.clock.advance(advance.parse(body).ms)
    const happened = state.life.tick()
    await state.postman.idle()
    return { happened }
  },
  'POST /_control/tokens/expire': ({ state, body }) => {
    const order = expiry.parse(body)
    return { expired: state.tokens.expire(order.platform, order.shop, order.refuseRefresh) }
  },
  'POST /_control/tokens/life': ({ state, body }) => {
    const order = z.strictObject({ platform, seconds: z.int().min(1) }).parse(body)
    state.tokens.setLifeSeconds(order.platform, order.seconds)
    return { platform: order.platform, seconds: order.seconds }
  },
  'POST /_control/balance': ({ state, body }) => {
    const order = balance.parse(body)
    state.purchases.balanceFen[order.platform] = order.balanceFen
    return state.purchases.balanceFen
  },
}
