import { beforeAll, describe, expect, it } from 'vitest'
import { catalogue, SHOPS } from '../../../seed/catalogue.ts'
import { openingMovements } from '../../../seed/movements.ts'
import { orders, reservations } from '../../../seed/orders.ts'
import { stockLevels } from '../../../seed/stock.ts'
import { testDatabases } from '../../../test/support/databases.ts'
import { evaluateAlerts } from '../../alerts/evaluate.ts'
import { DEFAULT_THRESHOLD } from '../../domain/alert.ts'
import { checkLedger } from '../ledger-check.ts'
import { secretBox } from '../secret-box.ts'
import { seedDatabase } from './index.ts'

const NOW = new Date('2026-03-01T08:00:00.123Z')
const box = secretBox([Buffer.alloc(32, 7)])
const options = {
  now: NOW,
  imageBase: 'http://localhost:4010/images',
  secretBox: box,
  shopAccounts: {
    'taobao-shop-1': { externalShopId: '77', accessToken: 'taobao-token', refreshToken: 'taobao-refresh' },
    'jd-shop-1': { externalShopId: 'jd-77', accessToken: 'jd-token', refreshToken: 'jd-refresh' },
  },
}

testDatabases('a seeded database', (database) => {
  const progress: [number, number, string][] = []
  beforeAll(async () => {
    const onProgress = (...told: [number, number, string]) => progress.push(told)
    expect(await seedDatabase(database(), { ...options, onProgress })).toBe(true)
  })

  it('is left alone by a second seeding', async () => {
    const later = { ...options, now: new Date(NOW.getTime() + 1000) }
    expect(await seedDatabase(database(), later)).toBe(false)
    expect(await database().prisma.product.count()).toBe(catalogue().length)
  })

  it('tells how far it is after each table, up to all rows', () => {
    const done = progress.map(([rows]) => rows)
    expect(done).toEqual(done.toSorted((one, other) => one - other))
    expect(progress).toHaveLength(24)
    const [rows, total] = progress.at(-1) ?? []
    expect(rows).toBe(total)
    expect(total).toBeGreaterThan(9_000)
  })

  it('lists the products by creation in catalogue order, with picture and SKUs', async () => {
    const rows = await database().prisma.product.findMany({
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      include: { skus: { include: { listings: true } }, supplier: true },
    })
    expect(rows.map(({ id }) => id)).toEqual(catalogue().map(({ key }) => `product-${key}`))
    expect(rows.every(({ createdAt }) => createdAt < NOW)).toBe(true)
    const [row] = rows
    const [first] = catalogue()
    expect(row).toMatchObject({
      titleZh: first?.titleZh,
      images: [`http://localhost:4010/images/${first?.key}.svg`],
      supplier: { key: first?.supplier },
    })
    const sku = row?.skus.find(({ id }) => id === `sku-${first?.skus[0]?.code}`)
    expect(sku?.attributes).toEqual(first?.skus[0]?.attributes)
    expect(sku?.priceMinor).toBe(BigInt(first?.skus[0]?.priceFen ?? 0))
    expect(sku?.listings.map(({ platform, externalId }) => [platform, externalId])).toEqual(
      expect.arrayContaining(first?.listings.map(({ platform, externalId }) => [platform, externalId]) ?? []),
    )
  })

  it('has one listing for each SKU and platform, and its specId on 1688', async () => {
    const { prisma } = database()
    const offers = catalogue().flatMap(({ listings }) => listings.flatMap(({ skus }) => skus))
    expect(await prisma.listing.count()).toBe(offers.length)
    const specIds = await prisma.listing.findMany({ where: { specId: { not: null } } })
    expect(specIds.map(({ specId }) => specId).toSorted()).toEqual(
      offers.flatMap(({ specId }) => specId ?? []).toSorted(),
    )
    expect(specIds.every(({ platform }) => platform === 'ALIBABA_1688')).toBe(true)
  })

  it('has levels that are the sums of their ledgers, at dense versions', async () => {
    const { prisma } = database()
    const wrong = await prisma.$queryRaw`
      SELECT level.id FROM stock_level level
      LEFT JOIN (
        SELECT sku_id, warehouse_id, count(*) AS movements, min(level_version) AS first, max(level_version) AS last,
          sum(delta) AS on_hand, sum(reserved_delta) AS reserved
        FROM stock_movement GROUP BY sku_id, warehouse_id
      ) ledger USING (sku_id, warehouse_id)
      WHERE (level.on_hand, level.reserved, level.version::bigint, 1, level.version)
        IS DISTINCT FROM (ledger.on_hand, ledger.reserved, ledger.movements, ledger.first, ledger.last)`
    expect(wrong).toEqual([])
    expect(await prisma.stockLevel.count()).toBe(stockLevels().length)
    expect(await prisma.stockMovement.count()).toBe(openingMovements(NOW).length + reservations(NOW).length)
  })

  it('has movements whose running sums hold at every version, in order of time', async () => {
    const wrong = await database().prisma.$queryRaw`
      SELECT id FROM (
        SELECT id, on_hand_after, reserved_after, occurred_at,
          sum(delta) OVER ledger AS on_hand, sum(reserved_delta) OVER ledger AS reserved,
          lag(occurred_at) OVER ledger AS before
        FROM stock_movement
        WINDOW ledger AS (PARTITION BY sku_id, warehouse_id ORDER BY level_version)
      ) movement
      WHERE on_hand_after <> on_hand OR reserved_after <> reserved OR before > occurred_at`
    expect(wrong).toEqual([])
  })

  it('reserves exactly what the open orders hold', async () => {
    const { prisma } = database()
    const held = await prisma.reservation.findMany({ where: { status: 'ACTIVE', ownerType: 'order' } })
    expect(held).toHaveLength(reservations(NOW).length)
    const total = held.reduce((sum, { quantity }) => sum + quantity, 0)
    const { _sum } = await prisma.stockLevel.aggregate({ _sum: { reserved: true } })
    expect(total).toBe(_sum.reserved)
    const owners = await prisma.order.findMany({ where: { id: { in: held.map(({ ownerId }) => ownerId) } } })
    expect(new Set(owners.map(({ id }) => id))).toEqual(new Set(held.map(({ ownerId }) => ownerId)))
  })

  it('has open the alerts that an evaluation of every level would open', async () => {
    const { prisma } = database()
    const read = () => prisma.inventoryAlert.findMany({ orderBy: { id: 'asc' } })
    const before = await read()
    const low = await prisma.stockLevel.count({ where: { available: { lt: DEFAULT_THRESHOLD } } })
    const out = await prisma.stockLevel.count({ where: { available: 0 } })
    expect(low).toBeGreaterThan(out)
    expect(before.filter(({ kind }) => kind === 'LOW_STOCK')).toHaveLength(low)
    expect(before.filter(({ kind }) => kind === 'OUT_OF_STOCK')).toHaveLength(out)
    const levels = await prisma.stockLevel.findMany({ select: { id: true } })
    await evaluateAlerts(
      prisma,
      levels.map(({ id }) => id),
      new Set(),
    )
    expect(await read()).toEqual(before)
  })

  it('has a ledger that adds up, reservations and purchases behind all that is reserved and incoming', async () => {
    const { prisma } = database()
    const { levels, movements, differences } = await checkLedger(prisma)
    expect(differences).toEqual([])
    expect(levels).toBeGreaterThan(1000)
    expect(movements).toBeGreaterThan(levels)
    expect(await prisma.stockLevel.count({ where: { incoming: { gt: 0 } } })).toBeGreaterThan(20)
  })

  it('proposes what to order for low levels, unless enough is coming', async () => {
    const { prisma } = database()
    const low = await prisma.inventoryAlert.count({ where: { kind: 'LOW_STOCK' } })
    const proposals = await prisma.replenishmentProposal.findMany()
    expect(proposals.length).toBeGreaterThan(low / 4)
    expect(proposals.length).toBeLessThan(low)
    expect(
      proposals.filter(({ quantity, reason }) => quantity < 1 || !reason.includes('are missing')),
    ).toEqual([])
  })

  it('has a few alerts that the operator took on after they opened', async () => {
    const { prisma } = database()
    const taken = await prisma.inventoryAlert.findMany({ where: { status: 'ACKNOWLEDGED' } })
    expect(taken.length).toBeGreaterThan(3)
    expect(taken.length).toBeLessThan((await prisma.inventoryAlert.count()) / 4)
    for (const { acknowledgedAt, acknowledgedBy, openedAt } of taken) {
      expect(acknowledgedBy).toBe('operator:operator-1')
      expect(acknowledgedAt && acknowledgedAt > openedAt && acknowledgedAt < NOW).toBe(true)
    }
  })

  it('tells nobody of anything', async () => {
    expect(await database().prisma.outboxEvent.count()).toBe(0)
  })

  describe('its shops', () => {
    it('have sealed tokens where one is given, and wait for authorization otherwise', async () => {
      const shops = await database().prisma.shop.findMany({ orderBy: { id: 'asc' } })
      const inClear = shops.map(({ id, status, accessToken, refreshToken, tokenExpiresAt }) => ({
        id,
        status,
        token: accessToken && box.open(accessToken),
        refresh: refreshToken && box.open(refreshToken),
        expires: tokenExpiresAt?.toISOString(),
      }))
      const expires = '2026-03-31T08:00:00.123Z'
      expect(inClear).toEqual([
        {
          id: 'shop-alibaba-shop-1',
          status: 'NEEDS_AUTHORIZATION',
          token: null,
          refresh: null,
          expires: undefined,
        },
        { id: 'shop-jd-shop-1', status: 'LINKED', token: 'jd-token', refresh: 'jd-refresh', expires },
        {
          id: 'shop-taobao-shop-1',
          status: 'LINKED',
          token: 'taobao-token',
          refresh: 'taobao-refresh',
          expires,
        },
      ])
      expect(shops.map(({ externalShopId }) => externalShopId)).toEqual(['alibaba-shop-1', 'jd-77', '77'])
    })

    it('are synced up to now in every kind', async () => {
      const states = await database().prisma.syncState.findMany()
      expect(states).toHaveLength(SHOPS.length * 6)
      expect(states.every(({ lastSuccessAt }) => lastSuccessAt?.getTime() === NOW.getTime())).toBe(true)
      expect(states.filter(({ cursor }) => cursor === null)).toHaveLength(SHOPS.length * 2)
    })
  })

  describe('its orders', () => {
    it('carry all their parts', async () => {
      const rows = await database().prisma.order.findMany({
        orderBy: { number: 'asc' },
        include: {
          lines: { orderBy: { position: 'asc' } },
          payments: { orderBy: { id: 'asc' } },
          purchases: { orderBy: { id: 'asc' } },
          shipments: { orderBy: { id: 'asc' }, include: { events: { orderBy: { id: 'asc' } } } },
          events: { orderBy: { id: 'asc' } },
        },
      })
      const expected = orders(NOW).map((order) => ({
        id: `order-${order.number.slice(3)}`,
        status: order.status,
        customerId: order.customer,
        shopId: order.shop && `shop-${order.shop}`,
        externalId: order.externalId,
        totalMinor: BigInt(order.totalFen),
        placedAt: order.placedAt,
        updatedAt: order.updatedAt,
        lines: order.lines.map((line) => ({
          skuId: `sku-${line.skuCode}`,
          quantity: line.quantity,
          unitPriceMinor: BigInt(line.unitPriceFen),
          boughtToOrder: line.warehouseCode === null,
        })),
        payments: order.payments.map(({ amountFen, ...payment }) => ({
          ...payment,
          amountMinor: BigInt(amountFen),
        })),
        purchases: order.purchases.map(({ platform, externalId, status, reason }) => ({
          platform,
          externalId,
          status,
          reason,
        })),
        shipments: order.shipments.map(({ purchaseExternalId: _, ...shipment }) => shipment),
        events: order.events,
      }))
      expect(rows).toMatchObject(expected)
    })

    it('keep the address as sealed JSON', async () => {
      const [first] = orders(NOW)
      const row = await database().prisma.order.findUniqueOrThrow({ where: { number: first?.number ?? '' } })
      const sealed = row.shippingAddress ?? new Uint8Array()
      expect(Buffer.from(sealed).includes(first?.shippingAddress.name ?? '')).toBe(false)
      expect(JSON.parse(box.open(sealed))).toEqual(first?.shippingAddress)
    })
  })
})
