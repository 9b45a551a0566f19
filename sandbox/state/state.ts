import { catalogue, type SeedProduct } from '../../seed/catalogue.ts'
import { stockLevels } from '../../seed/stock.ts'
import { CallLog } from './call-log.ts'
import { SandboxClock } from './clock.ts'
import { ConsumerOrders } from './consumer-orders.ts'
import { FaultBook } from './faults.ts'
import { Life } from './life.ts'
import { Mailbox } from './mailbox.ts'
import { otherSellers } from './other-sellers.ts'
import { Postman } from './postman.ts'
import { Purchases } from './purchases.ts'
import { Quota } from './quota.ts'
import { Shelf, type ShelfItem } from './shelf.ts'
import { Till } from './till.ts'
import { TokenStore } from './tokens.ts'
import { Warehouse } from './warehouse.ts'

/** Goods to sell, and stock of the warehouses. */
export interface Goods {
  products: readonly SeedProduct[]
  levels: readonly { warehouseCode: string; skuCode: string; onHand: number }[]
  /** Of sellers who are no shops of the seed; none unless given. */
  others?: readonly ShelfItem[]
}

/** Everything a sandbox remembers. It lives in memory and starts the same each time. */
export class SandboxState {
  readonly clock: SandboxClock
  readonly life: Life
  readonly calls = new CallLog()
  readonly faults = new FaultBook()
  readonly quota = new Quota()
  readonly tokens = new TokenStore()
  readonly shelf: Shelf
  readonly orders: ConsumerOrders
  readonly purchases: Purchases
  readonly warehouse: Warehouse
  /** Transfer orders by the sender's code. */
  readonly transfers = new Map<string, string>()
  readonly mail: Mailbox
  readonly postman: Postman
  readonly till = new Till()
  /** TMC topics that a shop's owner permitted; undefined, or no entry, means all. */
  readonly topics = new Map<string, readonly string[] | undefined>()

  /** Without goods of its own it takes the seed's catalogue and the seed's stock in the warehouses. */
  constructor(now: () => Date = () => new Date(), goods?: Goods) {
    this.clock = new SandboxClock(now)
    this.life = new Life(this.clock)
    this.mail = new Mailbox(this.clock)
    this.postman = new Postman(this.clock, this.life)
    const since = this.clock.now()
    this.shelf = goods
      ? new Shelf(goods.products, since, goods.others)
      : new Shelf(catalogue(), since, otherSellers(since))
    this.orders = new ConsumerOrders(this.clock, this.life, this.shelf)
    this.warehouse = new Warehouse(goods?.levels ?? stockLevels())
    this.purchases = new Purchases(this.clock, this.life, this.shelf)
  }
}
