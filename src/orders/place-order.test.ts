import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { makeLevel, makeSku } from '../../test/support/fixtures.ts'
import { ADDRESS, buyer, orderDeps, placed, SECRETS } from '../../test/support/orders.ts'
import { placeOrder } from './place-order.ts'

testDatabases('placeOrder', (database) => {
  const place = (input: object, customerId = 'ada') =>
    placeOrder(
      orderDeps(database().prisma),
      { shippingAddress: ADDRESS, idempotencyKey: v7(), ...input },
      buyer(customerId),
    )
  const order = (id: string) =>
    database().prisma.order.findUniqueOrThrow({
      where: { id },
      include: { lines: { orderBy: { position: 'asc' } }, events: true },
    })
  const reservationsOf = (id: string) =>
    database().prisma.reservation.findMany({ where: { ownerType: 'order', ownerId: id } })

  it('holds the stock until it is paid, at the prices of now', async () => {
    const { prisma } = database()
    const { skuId, warehouseId } = await makeLevel(prisma, { onHand: 5 })
    const before = Date.now()
    const result = await place({ lines: [{ skuId, quantity: 3 }] })
    expect(result).toEqual({ ok: true, value: expect.any(String) })
    const id = result.ok ? result.value : ''
    const row = await order(id)
    expect(row).toMatchObject({
      number: expect.stringMatching(/^HG-2\d{5}$/),
      source: 'STOREFRONT',
      status: 'PENDING_PAYMENT',
      customerId: 'ada',
      totalMinor: 5970n,
      currency: 'CNY',
      shownCurrency: null,
      version: 0,
    })
    expect(row.lines).toMatchObject([
      { position: 1, skuId, title: 'Red / M', quantity: 3, unitPriceMinor: 1990n, boughtToOrder: false },
    ])
    expect(row.events).toMatchObject([{ from: null, to: 'PENDING_PAYMENT', actor: 'customer:ada' }])
    const reservations = await reservationsOf(id)
    expect(reservations).toMatchObject([{ skuId, warehouseId, quantity: 3, status: 'ACTIVE' }])
    const minutes = ((row.payBy?.getTime() ?? 0) - before) / 60_000
    expect(minutes).toBeGreaterThan(29)
    expect(minutes).toBeLessThan(31)
    expect(reservations[0]?.expiresAt).toEqual(row.payBy)
    const level = await prisma.stockLevel.findFirstOrThrow({ where: { skuId } })
    expect(level).toMatchObject({ onHand: 5, reserved: 3, available: 2 })
  })

  it('tells subscribers whose order it is, and nothing personal', async () => {
    const { prisma } = database()
    const { skuId } = await makeLevel(prisma, { onHand: 5 })
    const id = await placed(orderDeps(prisma), [{ skuId, quantity: 1 }], 'bea')
    const events = await prisma.outboxEvent.findMany({ where: { key: `order:${id}` } })
    expect(events.map((event) => event.payload)).toEqual([
      {
        topic: 'order',
        orderId: id,
        customerId: 'bea',
        from: null,
        to: 'PENDING_PAYMENT',
        occurredAt: expect.any(String),
      },
    ])
  })

  it('keeps the address sealed: it is nowhere in the database in the clear', async () => {
    const { prisma } = database()
    const { skuId } = await makeLevel(prisma, { onHand: 5 })
    const deps = orderDeps(prisma)
    const id = await placed(deps, [{ skuId, quantity: 1 }])
    const { shippingAddress } = await order(id)
    expect(JSON.parse(deps.box.open(shippingAddress ?? new Uint8Array()))).toEqual(ADDRESS)
    const tables = ['order', 'order_line', 'order_event', 'outbox_event', 'idempotency_record', 'reservation']
    for (const table of tables) {
      const rows = await prisma.$queryRawUnsafe<{ text: string }[]>(
        `SELECT t::text AS text FROM "${table}" t`,
      )
      expect(rows.length).toBeGreaterThan(0)
      const hidden = rows.filter(({ text }) => SECRETS.some((secret) => text.includes(secret)))
      expect(hidden).toEqual([])
    }
  })

  it('keeps currency and rate that the customer was shown', async () => {
    const { prisma } = database()
    const { skuId } = await makeLevel(prisma, { onHand: 5 })
    await prisma.exchangeRate.create({ data: { currency: 'JPY', rate: '21.5' } })
    const result = await place({ lines: [{ skuId, quantity: 1 }], currency: 'JPY' })
    const row = await order(result.ok ? result.value : '')
    expect(row).toMatchObject({
      totalMinor: 1990n,
      currency: 'CNY',
      shownCurrency: 'JPY',
      shownTotalMinor: 428n,
    })
    expect(row.exchangeRate?.toFixed()).toBe('21.5')
    expect(await place({ lines: [{ skuId, quantity: 1 }], currency: 'XYZ' })).toMatchObject({
      ok: false,
      errors: [{ code: 'INVALID_INPUT', field: ['currency'] }],
    })
  })

  it('refuses the whole order when one line has too little, naming it, and leaves nothing behind', async () => {
    const { prisma } = database()
    const one = await makeLevel(prisma, { onHand: 5 })
    const two = await makeLevel(prisma, { onHand: 1 })
    const orders = await prisma.order.count()
    const result = await place({
      lines: [
        { skuId: one.skuId, quantity: 1 },
        { skuId: two.skuId, quantity: 2 },
      ],
    })
    expect(result).toMatchObject({
      ok: false,
      errors: [{ code: 'INSUFFICIENT_STOCK', field: ['lines', '1', 'quantity'] }],
    })
    expect(await prisma.order.count()).toBe(orders)
    expect(await prisma.stockLevel.findMany({ where: { skuId: one.skuId } })).toMatchObject([{ reserved: 0 }])
  })

  it('lets two lines of one SKU take no more than there is together', async () => {
    const { prisma } = database()
    const { skuId } = await makeLevel(prisma, { onHand: 5 })
    const lines = (first: number, second: number) => [
      { skuId, quantity: first },
      { skuId, quantity: second },
    ]
    expect(await place({ lines: lines(3, 3) })).toMatchObject({
      ok: false,
      errors: [{ code: 'INSUFFICIENT_STOCK', field: ['lines', '1', 'quantity'] }],
    })
    expect(await place({ lines: lines(3, 2) })).toMatchObject({ ok: true })
    expect(await prisma.stockLevel.findMany({ where: { skuId } })).toMatchObject([{ onHand: 5, reserved: 5 }])
  })

  describe('of a SKU that is bought to order', () => {
    const listed = async (skuId: string, platform: 'ALIBABA_1688' | 'JD', quantity: number) =>
      database().prisma.listing.create({
        data: { platform, skuId, externalId: v7(), externalSkuId: '1', priceMinor: 1500n, quantity },
      })
    const marked = (skuId: string) =>
      database().prisma.sku.update({ where: { id: skuId }, data: { buyToOrder: true } })

    it('takes what is in stock and buys the lines that are not', async () => {
      const { prisma } = database()
      const stocked = await makeLevel(prisma, { onHand: 1 })
      const { skuId } = await makeSku(prisma)
      await marked(skuId)
      await listed(skuId, 'ALIBABA_1688', 100)
      const id = await placed(orderDeps(prisma), [
        { skuId: stocked.skuId, quantity: 1 },
        { skuId, quantity: 2 },
      ])
      expect((await order(id)).lines.map((line) => line.boughtToOrder)).toEqual([false, true])
      expect(await reservationsOf(id)).toMatchObject([{ skuId: stocked.skuId, quantity: 1 }])
    })

    it('takes from stock what is there', async () => {
      const { prisma } = database()
      const { skuId } = await makeLevel(prisma, { onHand: 2 })
      await marked(skuId)
      await listed(skuId, 'JD', 100)
      const id = await placed(orderDeps(prisma), [{ skuId, quantity: 2 }])
      expect((await order(id)).lines.map((line) => line.boughtToOrder)).toEqual([false])
    })

    it('refuses what no marketplace offers in that quantity, and what is not marked', async () => {
      const { prisma } = database()
      const { skuId } = await makeSku(prisma)
      await listed(skuId, 'JD', 2)
      const refused = {
        ok: false,
        errors: [{ code: 'INSUFFICIENT_STOCK', field: ['lines', '0', 'quantity'] }],
      }
      expect(await place({ lines: [{ skuId, quantity: 1 }] })).toMatchObject(refused)
      await marked(skuId)
      expect(await place({ lines: [{ skuId, quantity: 3 }] })).toMatchObject(refused)
      expect(await place({ lines: [{ skuId, quantity: 2 }] })).toMatchObject({ ok: true })
    })
  })

  it('gives the first answer to a repetition, and refuses other input under the same key', async () => {
    const { prisma } = database()
    const { skuId } = await makeLevel(prisma, { onHand: 5 })
    const input = { lines: [{ skuId, quantity: 1 }], idempotencyKey: v7() }
    const first = await place(input)
    expect(await place(input)).toEqual(first)
    expect(await place({ ...input, lines: [{ skuId, quantity: 2 }] })).toMatchObject({
      ok: false,
      errors: [{ code: 'IDEMPOTENCY_MISMATCH', field: ['idempotencyKey'] }],
    })
    expect(await place({ ...input, shippingAddress: { ...ADDRESS, city: 'Johor' } })).toMatchObject({
      ok: false,
      errors: [{ code: 'IDEMPOTENCY_MISMATCH' }],
    })
    expect(await prisma.order.count({ where: { lines: { some: { skuId } } } })).toBe(1)
    const other = await place(input, 'somebody-else')
    expect(other.ok && first.ok && other.value !== first.value).toBe(true)
  })

  it.each<[string, object, string[]]>([
    ['no lines', { lines: [] }, ['lines']],
    ['101 lines', { lines: Array.from({ length: 101 }, () => ({ skuId: 'x', quantity: 1 })) }, ['lines']],
    ['no pieces', { lines: [{ skuId: 'x', quantity: 0 }] }, ['lines', '0', 'quantity']],
    ['half a piece', { lines: [{ skuId: 'x', quantity: 0.5 }] }, ['lines', '0', 'quantity']],
    ['no name', { shippingAddress: { ...ADDRESS, name: ' ' } }, ['shippingAddress', 'name']],
    [
      'a long street',
      { shippingAddress: { ...ADDRESS, line1: 'x'.repeat(201) } },
      ['shippingAddress', 'line1'],
    ],
    ['line breaks', { shippingAddress: { ...ADDRESS, city: 'a\nb' } }, ['shippingAddress', 'city']],
    ['no country', { shippingAddress: { ...ADDRESS, country: 'ZZ' } }, ['shippingAddress', 'country']],
    [
      'a country in words',
      { shippingAddress: { ...ADDRESS, country: 'Spain' } },
      ['shippingAddress', 'country'],
    ],
    ['no number', { shippingAddress: { ...ADDRESS, phone: 'call me' } }, ['shippingAddress', 'phone']],
    ['no key', { idempotencyKey: ' ' }, ['idempotencyKey']],
    ['a SKU that is none', { lines: [{ skuId: 'none', quantity: 1 }] }, ['lines', '0', 'skuId']],
  ])('refuses %s, naming the field and not what was typed', async (_what, input, field) => {
    const { skuId } = await makeLevel(database().prisma, { onHand: 5 })
    const result = await place({ lines: [{ skuId, quantity: 1 }], ...input })
    expect(result.ok).toBe(false)
    const errors = result.ok ? [] : result.errors
    expect(errors.map((error) => error.field)).toEqual([field])
    const told = errors.map((error) => error.message).join()
    expect(['call me', 'Spain', ...SECRETS].some((typed) => told.includes(typed))).toBe(false)
  })
})
