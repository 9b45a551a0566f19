import type { SeedPlatform } from '../../seed/catalogue.ts'
import { adjustStock } from '../../src/inventory/adjust-stock.ts'
import type { World } from './world.ts'

/** A generator of numbers from a seed, so that a failed run can be repeated. */
export function randomOf(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return {
    next,
    below: (n: number) => Math.floor(next() * n),
    pick: <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T,
  }
}
export type Random = ReturnType<typeof randomOf>

const RETAIL = ['TAOBAO', 'JD'] as const
const STEPS = [
  'pay',
  'pay',
  'close',
  'ship',
  'finish',
  'refund',
  'refund-agree',
  'refund-done',
  'touch',
] as const

/** One change somewhere: in a shop, in the warehouse, or with us. */
export async function change(world: World, random: Random, number: number): Promise<void> {
  const { state } = world
  const platform: SeedPlatform = random.pick(RETAIL)
  const items = state.shelf.items(platform)
  const item = random.pick(items)
  const sku = random.pick(item.skus)
  const now = state.clock.now()
  const dice = random.next()
  if (dice < 0.3) {
    const other = random.pick(items).skus[0]
    const lines = [{ externalSkuId: sku.externalSkuId, quantity: 1 + random.below(2) }]
    if (other && other !== sku && random.next() < 0.4)
      lines.push({ externalSkuId: other.externalSkuId, quantity: 1 })
    const order = state.orders.place({ platform, shop: item.shop, lines })
    if (order && random.next() < 0.7) state.orders.pay(order)
  } else if (dice < 0.6) {
    const orders = state.orders.list(platform)
    if (orders.length === 0) return
    const order = random.pick(orders)
    // Its lines may have gone on, or the step may not be possible now: then nothing happens.
    await world.control('orders/step', { platform, id: order.id, step: random.pick(STEPS) })
  } else if (dice < 0.72) state.shelf.setPrice(item, sku, 500 + random.below(9_000), now)
  else if (dice < 0.8) state.shelf.setQuantity(item, sku, random.below(200), now, 'control')
  else if (dice < 0.84) {
    item.onSale = !item.onSale
    item.modified = now
  } else if (dice < 0.9) {
    const delta = random.below(7) - 3
    await world.control('wms/stock', { warehouseCode: 'GZ-HUB', itemCode: sku.code, delta: delta || 1 })
  } else if (dice < 0.93) {
    const counts = item.skus.map(({ code }) => {
      const { locked } = state.warehouse.stock('GZ-HUB', code)
      return { itemCode: code, quantity: locked + 20 + random.below(120) }
    })
    await world.control('wms/stocktake', { warehouseCode: 'GZ-HUB', counts, pageSize: 1 })
  } else {
    // Ours: what the shops must hear of, and the warehouse does with the same goods.
    const level = await world.deps.prisma.stockLevel.findFirstOrThrow({
      where: { sku: { code: sku.code }, warehouse: { code: 'GZ-HUB' } },
    })
    const input = {
      skuId: level.skuId,
      warehouseId: level.warehouseId,
      delta: 1 + random.below(5),
      idempotencyKey: `change-${number}`,
    }
    const result = await adjustStock(world.deps.inventory, input, 'test')
    if (result.ok) state.warehouse.stock('GZ-HUB', sku.code).quantity += input.delta
  }
}
