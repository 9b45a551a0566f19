import { randomUUID } from 'node:crypto'
import { v7 } from 'uuid'
import type {
  FollowedOrder,
  PurchaseOrder,
  PurchaseRequest,
  PurchasingConnector,
} from '../../src/connectors/purchasing.ts'
import { parcel } from '../../src/connectors/tracking.ts'
import { money } from '../../src/domain/money.ts'
import type { PurchaseDeps } from '../../src/orders/purchases/deps.ts'
import type { PrismaClient } from '../../src/store/database.ts'

type Call = 'preview' | 'place' | 'findByKey' | 'pay' | 'cancel' | 'follow'
interface Standing {
  readonly key: string
  order: PurchaseOrder
  parcels: FollowedOrder['parcels']
}

/** A platform to buy from that keeps its orders in memory, and fails on command. */
export function fakePlatform() {
  const orders: Standing[] = []
  const calls: Call[] = []
  /** Thrown by the next calls of a kind, before they do anything. */
  const failures: [Call, Error][] = []
  const unitPrice = { fen: 1500n }
  const shippingFen = 600n
  let unavailable: string | null = null
  /** Runs after the platform has made an order and before its answer leaves. */
  let beforeAnswer: (() => Promise<void>) | null = null

  const called = (call: Call) => {
    calls.push(call)
    const index = failures.findIndex(([kind]) => kind === call)
    if (index >= 0) throw (failures.splice(index, 1)[0] as [Call, Error])[1]
  }
  const make = ({ key, lines, total }: PurchaseRequest): PurchaseOrder => {
    const order: PurchaseOrder = {
      externalId: `ext-${v7()}`,
      status: 'UNPAID',
      rawStatus: 'waitbuyerpay',
      total,
      shippingFee: money(shippingFen),
      seller: null,
      lineNos: lines.map((line) => line.lineNo),
      closeReason: null,
    }
    orders.push({ key, order, parcels: [] })
    return order
  }
  const find = (id: string) => orders.find(({ order }) => order.externalId === id)

  const connector: PurchasingConnector = {
    platform: 'ALIBABA_1688',
    api: 'alibaba-1688',
    limits: { lines: 50, keyLength: 64, ordersPerPayment: 30, oneSeller: true },
    messages: null,
    webhook: null,
    async preview(_shop, { lines }) {
      called('preview')
      const pieces = lines.reduce((sum, line) => sum + BigInt(line.quantity), 0n)
      return {
        total: money(pieces * unitPrice.fen + shippingFen),
        shippingFee: money(shippingFen),
        prices: lines.map(({ lineNo }) => ({ lineNo, unitPrice: money(unitPrice.fen) })),
        unavailable: unavailable === null ? [] : [{ lineNo: '1', reason: unavailable }],
      }
    },
    async place(_shop, request) {
      called('place')
      const standing = orders.filter((one) => one.key === request.key)
      if (request.resume && standing.length > 0)
        return { key: request.key, orders: standing.map((one) => one.order), paymentUrl: null }
      const order = make(request)
      await beforeAnswer?.()
      return { key: request.key, orders: [order], paymentUrl: null }
    },
    async findByKey(_shop, key) {
      called('findByKey')
      const standing = orders.filter((one) => one.key === key)
      return standing.length > 0 ? { key, orders: standing.map((one) => one.order), paymentUrl: null } : null
    },
    async pay(_shop, { orderIds }) {
      called('pay')
      return orderIds.map((orderId) => {
        const standing = find(orderId)
        if (standing) standing.order = { ...standing.order, status: 'PAID', rawStatus: 'waitsellersend' }
        return { orderId, outcome: standing ? 'PAID' : 'REFUSED', reason: standing ? null : 'no such order' }
      })
    },
    async cancel(_shop, orderId) {
      called('cancel')
      const standing = find(orderId)
      if (standing) standing.order = { ...standing.order, status: 'CLOSED', rawStatus: 'cancel' }
    },
    async follow(_shop, orderId) {
      called('follow')
      const standing = find(orderId)
      return standing ? [{ ...standing.order, parcels: standing.parcels }] : []
    },
  }

  return {
    connector,
    orders,
    calls,
    fail: (call: Call, ...errors: Error[]) =>
      failures.push(...errors.map((one) => [call, one] as [Call, Error])),
    price: (fen: bigint) => {
      unitPrice.fen = fen
    },
    runOut: (reason: string) => {
      unavailable = reason
    },
    beforeAnswer: (run: (() => Promise<void>) | null) => {
      beforeAnswer = run
    },
    /** The seller sends it; `delivered`: it was signed for at the hub. */
    ship(key: string, delivered: boolean) {
      for (const standing of orders.filter((one) => one.key === key)) {
        standing.order = { ...standing.order, status: 'SHIPPED', rawStatus: 'waitbuyerreceive' }
        const scan = (minute: number, state: 'in_transit' | 'delivered') => ({
          at: new Date(Date.UTC(2026, 2, 1, 8, minute)),
          text: state,
          rawCode: state,
          state,
        })
        const trackingNumber = `YT${standing.order.externalId}`
        const steps = [scan(1, 'in_transit'), ...(delivered ? [scan(2, 'delivered')] : [])]
        standing.parcels = [parcel({ trackingNumber, carrierName: 'YTO' }, steps)]
      }
    },
    close(key: string, reason: string) {
      for (const standing of orders.filter((one) => one.key === key))
        standing.order = { ...standing.order, status: 'CLOSED', rawStatus: 'cancel', closeReason: reason }
    },
    set(key: string, status: PurchaseOrder['status']) {
      for (const standing of orders.filter((one) => one.key === key))
        standing.order = { ...standing.order, status, rawStatus: status }
    },
  }
}

export type FakePlatform = ReturnType<typeof fakePlatform>

const HUB = {
  name: '集运仓',
  mobile: '13000000000',
  country: '中国',
  province: '广东省',
  city: '广州市',
  district: '白云区',
  address: '测试大道1号',
}

export function purchaseDeps(
  prisma: PrismaClient,
  platform: FakePlatform,
  options: Partial<PurchaseDeps> = {},
): PurchaseDeps {
  const shop = { shopId: `buyer-${randomUUID()}`, externalShopId: 'buyer', accessToken: 'token' }
  return {
    prisma,
    accountOf: async () => ({ connector: platform.connector, shop }),
    hub: HUB,
    leaseMs: 60_000,
    followEveryMs: 60_000,
    ownStock: { arrived: async () => {}, calledOff: async () => {}, revived: async () => {} },
    onError: (error) => {
      throw error
    },
    ...options,
  }
}

/** Makes everything of an order due and unleased: as if its time had come, or a worker's lease had expired. */
export async function makeDue(prisma: PrismaClient, orderId: string): Promise<void> {
  const now = new Date(Date.now() - 1_000)
  await prisma.purchaseOrder.updateMany({
    where: { orderId },
    data: { nextAttemptAt: now, leasedUntil: null },
  })
}
