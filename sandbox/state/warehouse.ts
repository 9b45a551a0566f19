import { WAREHOUSES } from '../../seed/catalogue.ts'

/** Stock of one SKU in one warehouse of the WMS. `locked` is promised to delivery orders that are not out yet. */
export interface WmsStock {
  warehouseCode: string
  itemCode: string
  quantity: number
  locked: number
}

interface WmsLine {
  lineNo: string
  itemCode: string
  itemId: string
  planQty: number
  actualQty: number
}

type WmsStatus = 'NEW' | 'ACCEPT' | 'WORKING' | 'DONE' | 'CANCELED'

/** An entry order (goods in), a delivery order (goods out) or a stock-out order. */
export interface WmsOrder {
  kind: 'entry' | 'delivery' | 'stockout'
  id: string
  code: string
  orderType: string
  ownerCode: string
  warehouseCode: string
  logisticsCode: string
  expressCode: string
  lines: WmsLine[]
  status: WmsStatus
  created: Date
  modified: Date
}

export interface WmsItem {
  itemCode: string
  itemId: string
  itemName: string
  barCode: string
}

/** State of the warehouse system. */
export class Warehouse {
  readonly #stock = new Map<string, WmsStock>()
  readonly #orders = new Map<string, WmsOrder>()
  readonly #items = new Map<string, WmsItem>()
  #lastId = 880_000

  constructor(levels: readonly { warehouseCode: string; skuCode: string; onHand: number }[]) {
    for (const { warehouseCode, skuCode, onHand } of levels)
      this.stock(warehouseCode, skuCode).quantity = onHand
  }

  knows(warehouseCode: string): boolean {
    return WAREHOUSES.some(({ code }) => code === warehouseCode)
  }

  /** The level of one item in one warehouse; made empty when it is new. */
  stock(warehouseCode: string, itemCode: string): WmsStock {
    const key = `${warehouseCode}/${itemCode}`
    const known = this.#stock.get(key)
    if (known) return known
    const fresh = { warehouseCode, itemCode, quantity: 0, locked: 0 }
    this.#stock.set(key, fresh)
    return fresh
  }

  levels(): WmsStock[] {
    return [...this.#stock.values()]
  }

  nextId(prefix: string): string {
    this.#lastId += 1
    return `${prefix}${this.#lastId}`
  }

  putItem(item: Omit<WmsItem, 'itemId'>): WmsItem {
    const itemId = this.#items.get(item.itemCode)?.itemId ?? this.nextId('WI')
    const stored = { ...item, itemId }
    this.#items.set(item.itemCode, stored)
    return stored
  }

  items(): WmsItem[] {
    return [...this.#items.values()]
  }

  /** Codes are unique per kind, owner and warehouse (protocols.md 4.3). */
  find(kind: WmsOrder['kind'], ownerCode: string, warehouseCode: string, code: string): WmsOrder | undefined {
    return this.#orders.get(`${kind}/${ownerCode}/${warehouseCode}/${code}`)
  }

  add(order: WmsOrder): void {
    this.#orders.set(`${order.kind}/${order.ownerCode}/${order.warehouseCode}/${order.code}`, order)
  }

  orders(): WmsOrder[] {
    return [...this.#orders.values()]
  }
}
