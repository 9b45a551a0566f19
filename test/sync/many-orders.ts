import type { Random } from './changes.ts'
import type { World } from './world.ts'

const DAY_MS = 86_400_000

export interface ManyOrders {
  readonly count: number
  /** Number of orders under way; the others were completed long ago. */
  readonly live: number
  /** Age of the completed ones, in days. */
  readonly days: number
}

/** Fills the shops with orders: a third of them JD's. They are unread. */
export function manyOrders(world: World, random: Random, { count, live, days }: ManyOrders): void {
  const { orders, shelf } = world.state
  // Those that people buy; the lists themselves are long.
  const onSale = { JD: shelf.items('JD').slice(0, 2_000), TAOBAO: shelf.items('TAOBAO').slice(0, 2_000) }
  const place = (made: number) => {
    const platform = made % 3 === 0 ? ('JD' as const) : ('TAOBAO' as const)
    const item = random.pick(onSale[platform])
    const lines = [{ externalSkuId: random.pick(item.skus).externalSkuId, quantity: 1 }]
    const order = orders.place({ platform, shop: item.shop, lines })
    if (!order) throw new Error('the shop sells it')
    return order
  }
  withoutLife(world, () => {
    for (let made = live; made < count; made++) {
      const order = place(made)
      orders.close(order)
      order.created = new Date(order.created.getTime() - DAY_MS * (1 + random.next() * (days - 1)))
      order.modified = new Date(order.created.getTime() + 60_000)
      order.endedAt = order.modified
    }
  })
  // Messages about those were confirmed at the time.
  for (const mail of world.state.mail.list()) mail.confirmed = true
  for (let made = 0; made < live; made++) place(made)
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
