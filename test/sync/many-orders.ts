import type { Random } from './changes.ts'
import type { World } from './world.ts'

const DAY_MS = 86_400_000

export interface ManyOrders {
  readonly count: number
  /** Of these, so many are under way; the others were over long ago. */
  readonly live: number
  /** How far back those that are over lie, in days. */
  readonly days: number
}

/** Fills the shops with orders: a third of them JD's. Nobody has read them yet. */
export function manyOrders(world: World, random: Random, { count, live, days }: ManyOrders): void {
  const { orders, shelf } = world.state
  // Those that people buy; the lists themselves are long.
  const onSale = { JD: shelf.items('JD').slice(0, 2_000), TAOBAO: shelf.items('TAOBAO').slice(0, 2_000) }
  for (let made = 0; made < count; made++) {
    const platform = made % 3 === 0 ? ('JD' as const) : ('TAOBAO' as const)
    const item = random.pick(onSale[platform])
    const lines = [{ externalSkuId: random.pick(item.skus).externalSkuId, quantity: 1 }]
    const place = () => orders.place({ platform, shop: item.shop, lines })
    if (made < live && random.next() < 0.9) {
      place()
      continue
    }
    const order = withoutLife(world, place)
    if (!order) throw new Error('the shop sells it')
    orders.close(order)
    order.created = new Date(order.created.getTime() - DAY_MS * (1 + random.next() * (days - 1)))
    order.modified = new Date(order.created.getTime() + 60_000)
    order.endedAt = order.modified
  }
}

/** Nothing will happen to what is made meanwhile. */
function withoutLife<T>({ state: { life } }: World, make: () => T): T {
  const { after } = life
  life.after = () => {}
  try {
    return make()
  } finally {
    life.after = after
  }
}
