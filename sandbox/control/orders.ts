import { z } from 'zod'
import { SHOPS } from '../../seed/catalogue.ts'
import type { ConsumerOrder } from '../state/consumer-order.ts'
import { goodsFen } from '../state/consumer-order.ts'
import type { Purchase } from '../state/purchase.ts'
import { purchaseTotalFen } from '../state/purchase.ts'
import type { SandboxState } from '../state/state.ts'
import { type ControlRoutes, NotFound } from './route.ts'

const seller = z.enum(['TAOBAO', 'JD', 'ALIBABA_1688'])
const buyer = z.enum(['ALIBABA_1688', 'TAOBAO_GLOBAL', 'JD_VOP'])

const newOrder = z.strictObject({
  platform: seller,
  shop: z.string().optional(),
  /** Without lines one random line of the shop is ordered. */
  lines: z
    .array(z.strictObject({ externalSkuId: z.string(), quantity: z.int().min(1).max(999) }))
    .min(1)
    .optional(),
  buyer: z.string().optional(),
  message: z.string().optional(),
  /** Pays at once instead of a little later. */
  paid: z.boolean().default(false),
  /** That many orders of the same kind. */
  count: z.int().min(1).max(500).default(1),
})

const orderStep = z.strictObject({
  platform: seller,
  id: z.string(),
  step: z.enum([
    'pay',
    'close',
    'ship',
    'finish',
    'touch',
    'refund',
    'refund-agree',
    'refund-refuse',
    'refund-done',
  ]),
  /** For refunds: which line; the first when not given. */
  lineId: z.string().optional(),
})

const purchaseStep = z.strictObject({
  platform: buyer,
  id: z.string(),
  step: z.enum(['pay', 'ship', 'finish', 'cancel']),
})

const orderSummary = (order: ConsumerOrder) => ({
  platform: order.platform,
  shop: order.shop,
  id: order.id,
  status: order.status,
  goodsFen: goodsFen(order),
  created: order.created.toISOString(),
  modified: order.modified.toISOString(),
  parcels: order.parcels.map(({ carrier, number, events }) => ({
    carrier,
    number,
    step: events.at(-1)?.step,
  })),
  lines: order.lines.map((line) => ({
    id: line.id,
    code: line.sku.code,
    externalSkuId: line.sku.externalSkuId,
    quantity: line.quantity,
    refund: line.refund?.status,
  })),
})

const purchaseSummary = (purchase: Purchase) => ({
  platform: purchase.platform,
  id: purchase.id,
  ownKey: purchase.ownKey,
  status: purchase.status,
  supplier: purchase.supplier,
  totalFen: purchaseTotalFen(purchase),
  created: purchase.created.toISOString(),
  modified: purchase.modified.toISOString(),
  parcels: purchase.parcels.map(({ carrier, number, events }) => ({
    carrier,
    number,
    step: events.at(-1)?.step,
  })),
  lines: purchase.lines.map((line) => ({ code: line.sku.code, quantity: line.quantity })),
})

function someLines(state: SandboxState, platform: z.infer<typeof seller>, shop: string) {
  const skus = state.shelf
    .items(platform, shop)
    .flatMap((item) => item.skus.filter((sku) => sku.quantity > 0))
  const sku = skus[Math.floor(Math.random() * skus.length)]
  return sku ? [{ externalSkuId: sku.externalSkuId, quantity: 1 + Math.floor(Math.random() * 2) }] : []
}

function place(state: SandboxState, order: z.infer<typeof newOrder>): ConsumerOrder[] {
  const shop = order.shop ?? SHOPS.find((each) => each.platform === order.platform)?.key ?? ''
  return Array.from({ length: order.count }, () => {
    const lines = order.lines ?? someLines(state, order.platform, shop)
    const { platform, buyer, message } = order
    const placed =
      lines.length > 0 ? state.orders.place({ platform, shop, lines, buyer, message }) : undefined
    if (!placed) throw new NotFound(`a SKU of this order is not in shop ${shop}`)
    if (order.paid) state.orders.pay(placed)
    return placed
  })
}

function take(state: SandboxState, { platform, id, step, lineId }: z.infer<typeof orderStep>): boolean {
  const { orders } = state
  const order = orders.find(platform, id)
  const line = order?.lines.find((each) => lineId === undefined || each.id === lineId)
  if (!order || !line) throw new NotFound(`no order ${id} at ${platform}`)
  switch (step) {
    case 'pay':
      return orders.pay(order)
    case 'close':
      return orders.close(order)
    case 'ship':
      return orders.ship(order, 'SF', '顺丰速运', `SF${order.id.slice(-12)}`)
    case 'finish':
      return orders.finish(order)
    case 'refund':
      return orders.askRefund(order, line, '不想要了')
    case 'refund-agree':
      return orders.decideRefund(order, line, 'AGREED')
    case 'refund-refuse':
      return orders.decideRefund(order, line, 'REFUSED')
    case 'refund-done':
      return orders.decideRefund(order, line, 'DONE')
    case 'touch':
      orders.touch(order)
      return true
  }
}

/** Orders of consumers and of the buyer: make them, list them, push them one step on. */
export const orderRoutes: ControlRoutes = {
  'GET /_control/orders': ({ state, query }) => ({
    orders: state.orders
      .list()
      .filter((order) => [undefined, order.platform].includes(query.get('platform') as typeof order.platform))
      .map(orderSummary),
  }),
  'POST /_control/orders': ({ state, body }) => ({
    orders: place(state, newOrder.parse(body)).map(orderSummary),
  }),
  'POST /_control/orders/step': ({ state, body }) => ({ done: take(state, orderStep.parse(body)) }),
  'GET /_control/purchases': ({ state, query }) => ({
    purchases: state.purchases
      .list()
      .filter((each) => [undefined, each.platform].includes(query.get('platform') as typeof each.platform))
      .map(purchaseSummary),
  }),
  'POST /_control/purchases/step': ({ state, body }) => {
    const { platform, id, step } = purchaseStep.parse(body)
    const purchase = state.purchases.find(platform, id)
    if (!purchase) throw new NotFound(`no purchase ${id} at ${platform}`)
    const steps = {
      pay: () => state.purchases.pay(purchase),
      ship: () => state.purchases.ship(purchase),
      finish: () => state.purchases.confirmReceipt(purchase),
      cancel: () => state.purchases.cancel(purchase, 'seller'),
    }
    return { done: steps[step]() }
  },
}
