import type { SeedPlatform } from '../../seed/catalogue.ts'
import type { SandboxClock } from './clock.ts'
import type { ConsumerEvent, ConsumerLine, ConsumerOrder, ConsumerStatus } from './consumer-order.ts'
import { IdMaker } from './ids.ts'
import { type Life, PACE } from './life.ts'
import { moveParcel, type Parcel, planParcel } from './parcel.ts'
import { personFor } from './people.ts'
import type { Shelf } from './shelf.ts'

export interface NewConsumerOrder {
  platform: SeedPlatform
  shop: string
  lines: { externalSkuId: string; quantity: number }[]
  buyer?: string | undefined
  message?: string | undefined
  postFen?: number | undefined
}

const OPEN: readonly ConsumerStatus[] = ['PAID', 'PART_SHIPPED']

/** The orders that consumers placed in the shops, and the steps they take. Every step stamps `modified`. */
export class ConsumerOrders {
  readonly #clock: SandboxClock
  readonly #life: Life
  readonly #shelf: Shelf
  readonly #orders = new Map<string, ConsumerOrder>()
  readonly #ids = new IdMaker(4_100_000_000_000_000_017n)
  readonly #listeners: ((event: ConsumerEvent, order: ConsumerOrder, line?: ConsumerLine) => void)[] = []

  constructor(clock: SandboxClock, life: Life, shelf: Shelf) {
    this.#clock = clock
    this.#life = life
    this.#shelf = shelf
  }

  /** Places an order; it is paid automatically after a while. Undefined when a SKU is not of that shop. */
  place(input: NewConsumerOrder): ConsumerOrder | undefined {
    const now = this.#clock.now()
    const lines: ConsumerLine[] = []
    for (const { externalSkuId, quantity } of input.lines) {
      const found = this.#shelf.sku(input.platform, externalSkuId)
      if (found?.item.shop !== input.shop) return undefined
      const { item, sku } = found
      const line = { id: this.#ids.next(), item, sku, quantity, priceFen: sku.priceFen }
      lines.push({ ...line, shipped: false, oversold: false, refund: undefined })
    }
    const id = this.#ids.next()
    const order: ConsumerOrder = {
      platform: input.platform,
      shop: input.shop,
      id,
      ...personFor(id, input.buyer),
      message: input.message ?? '',
      status: 'UNPAID',
      lines,
      postFen: input.postFen ?? 0,
      discountFen: 0,
      parcels: [],
      created: now,
      modified: now,
      paidAt: undefined,
      shippedAt: undefined,
      endedAt: undefined,
    }
    this.#orders.set(`${order.platform}/${id}`, order)
    this.#tell('created', order)
    this.#life.after(PACE.consumerPays, () => this.pay(order))
    return order
  }

  find(platform: SeedPlatform, id: string): ConsumerOrder | undefined {
    return this.#orders.get(`${platform}/${id}`)
  }

  list(platform?: SeedPlatform, shop?: string): ConsumerOrder[] {
    return [...this.#orders.values()].filter(
      (order) =>
        (platform === undefined || order.platform === platform) &&
        (shop === undefined || order.shop === shop),
    )
  }

  /** Takes the stock at payment (`sub_stock` 2, protocols.md 1.7). A shop that has too little has oversold. */
  pay(order: ConsumerOrder): boolean {
    if (order.status !== 'UNPAID') return false
    const now = this.#clock.now()
    for (const line of order.lines) {
      line.oversold = line.sku.quantity < line.quantity
      this.#shelf.setQuantity(line.item, line.sku, line.sku.quantity - line.quantity, now, 'order')
    }
    order.paidAt = now
    this.#step(order, 'PAID', 'paid')
    return true
  }

  close(order: ConsumerOrder): boolean {
    if (order.status !== 'UNPAID') return false
    order.endedAt = this.#clock.now()
    this.#step(order, 'CLOSED_UNPAID', 'closed')
    return true
  }

  /** Sends a parcel with these lines, or with all that are left. False when the order cannot be shipped now. */
  ship(
    order: ConsumerOrder,
    carrier: string,
    carrierName: string,
    number: string,
    lineIds?: string[],
  ): boolean {
    if (!OPEN.includes(order.status)) return false
    const gone = (line: ConsumerLine) => line.refund?.status === 'DONE'
    const lines = order.lines.filter(
      (line) => !line.shipped && !gone(line) && (lineIds?.includes(line.id) ?? true),
    )
    if (lines.length === 0) return false
    for (const line of lines) line.shipped = true
    const parcel: Parcel = { carrier, carrierName, number, lineIds: lines.map((line) => line.id), events: [] }
    order.parcels.push(parcel)
    order.shippedAt ??= this.#clock.now()
    moveParcel(parcel, 'SHIPPED', this.#clock.now())
    const whole = order.lines.every((line) => line.shipped || gone(line))
    this.#step(order, whole ? 'SHIPPED' : 'PART_SHIPPED', whole ? 'shipped' : 'part-shipped')
    planParcel(
      this.#life,
      parcel,
      () => this.#clock.now(),
      (step) => {
        if (step === 'SIGNED') this.#life.after(PACE.buyerConfirms, () => this.finish(order))
        return order.status !== 'REFUNDED'
      },
    )
    return true
  }

  finish(order: ConsumerOrder): boolean {
    if (order.status !== 'SHIPPED') return false
    order.endedAt = this.#clock.now()
    this.#step(order, 'FINISHED', 'finished')
    return true
  }

  /** A consumer asks for money back for one line; with goods already sent, a return is expected. */
  askRefund(order: ConsumerOrder, line: ConsumerLine, reason: string): boolean {
    if (!order.paidAt || order.endedAt || (line.refund && line.refund.status !== 'WITHDRAWN')) return false
    const now = this.#clock.now()
    line.refund = {
      id: this.#ids.next(),
      orderId: order.id,
      lineId: line.id,
      feeFen: line.priceFen * line.quantity,
      reason,
      withReturn: line.shipped,
      status: 'ASKED',
      created: now,
      modified: now,
    }
    this.#step(order, order.status, 'refund-created', line)
    return true
  }

  /** The seller's or the platform's word on a refund. A done refund of every line ends the order. */
  decideRefund(
    order: ConsumerOrder,
    line: ConsumerLine,
    verdict: 'AGREED' | 'REFUSED' | 'DONE' | 'WITHDRAWN',
  ): boolean {
    const { refund } = line
    if (!refund || refund.status === 'DONE' || refund.status === 'WITHDRAWN') return false
    refund.status = verdict
    refund.modified = this.#clock.now()
    const all = order.lines.every((each) => each.refund?.status === 'DONE')
    if (all) order.endedAt = refund.modified
    const event = { AGREED: 'agreed', REFUSED: 'refused', DONE: 'done', WITHDRAWN: 'closed' }[verdict]
    this.#step(order, all ? 'REFUNDED' : order.status, `refund-${event}` as ConsumerEvent, line)
    return true
  }

  /** Marks an order as changed without a change, as a seller's memo does: it moves within the windows. */
  touch(order: ConsumerOrder): void {
    order.modified = this.#clock.now()
  }

  onEvent(listener: (event: ConsumerEvent, order: ConsumerOrder, line?: ConsumerLine) => void): void {
    this.#listeners.push(listener)
  }

  #step(order: ConsumerOrder, status: ConsumerStatus, event: ConsumerEvent, line?: ConsumerLine): void {
    order.status = status
    order.modified = this.#clock.now()
    this.#tell(event, order, line)
  }

  #tell(event: ConsumerEvent, order: ConsumerOrder, line?: ConsumerLine): void {
    for (const listen of this.#listeners) listen(event, order, line)
  }
}
