import type { SandboxClock } from './clock.ts'
import { IdMaker } from './ids.ts'
import { type Life, PACE } from './life.ts'
import { moveParcel, type Parcel, planParcel } from './parcel.ts'
import type { Purchase, PurchaseEvent, PurchaseLine, PurchasePlatform, PurchaseStatus } from './purchase.ts'
import { purchaseTotalFen } from './purchase.ts'
import type { Shelf } from './shelf.ts'

export interface NewPurchase {
  platform: PurchasePlatform
  ownKey: string
  buyer: string
  supplier: string
  lines: Omit<PurchaseLine, 'id'>[]
  freightFen: number
  receiver: Record<string, unknown>
  message: string
  status: 'HELD' | 'UNPAID'
}

type Listener = (event: PurchaseEvent, purchase: Purchase) => void

/** The orders placed with suppliers, and the steps they take until signed for. */
export class Purchases {
  readonly #clock: SandboxClock
  readonly #life: Life
  readonly #shelf: Shelf
  readonly #purchases = new Map<string, Purchase>()
  readonly #ids: Readonly<Record<PurchasePlatform, IdMaker>> = {
    ALIBABA_1688: new IdMaker(2_100_000_000_000_000_019n),
    TAOBAO_GLOBAL: new IdMaker(3_300_000_000_000_000_041n),
    JD_VOP: new IdMaker(300_000_000_013n),
  }
  /** Money left at each platform, in fen. Paying beyond it fails. */
  readonly balanceFen: Record<PurchasePlatform, number> = {
    ALIBABA_1688: 100_000_000,
    TAOBAO_GLOBAL: 100_000_000,
    JD_VOP: 100_000_000,
  }
  readonly #listeners: Listener[] = []

  constructor(clock: SandboxClock, life: Life, shelf: Shelf) {
    this.#clock = clock
    this.#life = life
    this.#shelf = shelf
  }

  place(input: NewPurchase): Purchase {
    const now = this.#clock.now()
    const ids = this.#ids[input.platform]
    const purchase: Purchase = {
      ...input,
      parentId: undefined,
      childIds: [],
      id: ids.next(),
      lines: input.lines.map((line) => ({ ...line, id: ids.next() })),
      closeReason: '',
      payFailure: '',
      parcels: [],
      created: now,
      modified: now,
      paidAt: undefined,
      shippedAt: undefined,
      signedAt: undefined,
      finishedAt: undefined,
    }
    this.#purchases.set(`${purchase.platform}/${purchase.id}`, purchase)
    this.#tell('created', purchase)
    this.#life.after(PACE.unpaidCloses, () => this.cancel(purchase, 'timeout'))
    return purchase
  }

  find(platform: PurchasePlatform, id: string): Purchase | undefined {
    return this.#purchases.get(`${platform}/${id}`)
  }

  byOwnKey(platform: PurchasePlatform, ownKey: string): Purchase[] {
    return this.list(platform).filter((purchase) => purchase.ownKey === ownKey)
  }

  list(platform?: PurchasePlatform): Purchase[] {
    return [...this.#purchases.values()].filter((p) => platform === undefined || p.platform === platform)
  }

  /** Moves the money and takes the stock. False when it is not payable; `payFailure` says so when money is short. */
  pay(purchase: Purchase): boolean {
    if (!['HELD', 'UNPAID', 'PAYING'].includes(purchase.status)) return false
    const total = purchaseTotalFen(purchase)
    if (this.balanceFen[purchase.platform] < total) {
      purchase.payFailure = 'BALANCE_SHORT'
      this.#step(purchase, 'UNPAID', 'pay-failed')
      return false
    }
    this.balanceFen[purchase.platform] -= total
    purchase.payFailure = ''
    purchase.paidAt = this.#clock.now()
    for (const { item, sku, quantity } of purchase.lines)
      this.#shelf.setQuantity(item, sku, sku.quantity - quantity, purchase.paidAt, 'order')
    this.#step(purchase, 'PAID', 'paid')
    this.#life.after(PACE.sellerShips, () => this.ship(purchase))
    return true
  }

  /** A purchase that was being built now waits for its payment. */
  built(purchase: Purchase): void {
    if (purchase.status === 'HELD') this.#step(purchase, 'UNPAID', 'confirmed')
  }

  /** Takes the payment order now and moves the money a little later, as Taobao Global does. */
  payLater(purchase: Purchase): void {
    purchase.status = 'PAYING'
    this.#life.after(PACE.paymentClears, () => purchase.status === 'PAYING' && this.pay(purchase))
  }

  cancel(purchase: Purchase, reason: string): boolean {
    if (purchase.status !== 'HELD' && purchase.status !== 'UNPAID') return false
    purchase.closeReason = reason
    purchase.finishedAt = this.#clock.now()
    this.#step(purchase, 'CANCELLED', 'cancelled')
    return true
  }

  ship(purchase: Purchase): boolean {
    if (purchase.status !== 'PAID' || purchase.childIds.length > 0) return false
    const now = this.#clock.now()
    const number = `SF${purchase.id.slice(-13).padStart(13, '1')}`
    const lineIds = purchase.lines.map((line) => line.id)
    const parcel: Parcel = { carrier: 'SF', carrierName: '顺丰速运', number, lineIds, events: [] }
    purchase.parcels.push(parcel)
    purchase.shippedAt = now
    moveParcel(parcel, 'SHIPPED', now)
    this.#step(purchase, 'SHIPPED', 'shipped')
    planParcel(
      this.#life,
      parcel,
      () => this.#clock.now(),
      (step) => {
        if (step === 'SIGNED') this.#signed(purchase)
        else this.#step(purchase, purchase.status, 'trace')
        return true
      },
    )
    return true
  }

  confirmReceipt(purchase: Purchase): boolean {
    if (purchase.status !== 'SIGNED' && purchase.status !== 'SHIPPED') return false
    purchase.finishedAt = this.#clock.now()
    this.#step(purchase, 'FINISHED', 'finished')
    return true
  }

  /** Parts a paid purchase into one per share of lines; the parts ship, the parent no longer does. */
  split(parent: Purchase, shares: readonly PurchaseLine[][]): Purchase[] {
    const ids = this.#ids[parent.platform]
    const children = shares.map((lines, n): Purchase => {
      const id = ids.next()
      parent.childIds.push(id)
      const freightFen = n === 0 ? parent.freightFen : 0
      return { ...parent, id, parentId: parent.id, childIds: [], parcels: [], lines, freightFen }
    })
    this.#step(parent, parent.status, 'split')
    for (const child of children) {
      this.#purchases.set(`${child.platform}/${child.id}`, child)
      this.#life.after(PACE.sellerShips, () => this.ship(child))
    }
    return children
  }

  onEvent(listener: Listener): void {
    this.#listeners.push(listener)
  }

  #signed(purchase: Purchase): void {
    purchase.signedAt = this.#clock.now()
    this.#step(purchase, 'SIGNED', 'signed')
    this.#life.after(PACE.buyerConfirms, () => this.confirmReceipt(purchase))
  }

  #step(purchase: Purchase, status: PurchaseStatus, event: PurchaseEvent): void {
    purchase.status = status
    purchase.modified = this.#clock.now()
    this.#tell(event, purchase)
  }

  #tell(event: PurchaseEvent, purchase: Purchase): void {
    for (const listen of this.#listeners) listen(event, purchase)
  }
}
