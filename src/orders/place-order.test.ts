import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { makeLevel, makeSku } from '../../test/support/fixtures.ts'
import { ADDRESS, buyer, orderDeps, paid, placed, SECRETS } from '../../test/support/orders.ts'
import { storedAddress } from '../domain/address.ts'
import { cancelOrder } from './cancel-order.ts'
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

  it.each(['SKU', 'product'])('refuses a line whose %s is archived', async (what) => {
    const { prisma } = database()
    const { skuId, productId } = await makeLevel(prisma, { onHand: 5 })
    const data = { status: 'ARCHIVED' as const }
    if (what === 'SKU') await prisma.sku.update({ where: { id: skuId }, data })
    else await prisma.product.update({ where: { id: productId }, data })
    expect(await place({ lines: [{ skuId, quantity: 1 }] })).toMatchObject({
      ok: false,
      errors: [{ code: 'NOT_FOUND', field: ['lines', '0', 'skuId'] }],
    })
    expect(await prisma.orderLine.count({ where: { skuId } })).toBe(0)
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

  it.each<[string, object]>([
    ['null for an absent currency', { currency: null }],
    ['the currency of all prices for none', { currency: 'CNY' }],
    ['nothing for a null line of the address', { shippingAddress: { ...ADDRESS, line2: undefined } }],
    ['blanks around a line', { shippingAddress: { ...ADDRESS, city: ` ${ADDRESS.city} ` } }],
    ['a field that there is not', { customerId: 'somebody' }],
    ['fields in another order', { shippingAddress: Object.fromEntries(Object.entries(ADDRESS).reverse()) }],
  ])('takes a cart that is read alike for a repetition: %s', async (_what, changes) => {
    const { skuId } = await makeLevel(database().prisma, { onHand: 5 })
    const input = { lines: [{ skuId, quantity: 1 }], idempotencyKey: v7() }
    const first = await place(input)
    expect(first.ok).toBe(true)
    expect(await place({ ...input, ...changes })).toEqual(first)
    expect(await database().prisma.order.count({ where: { lines: { some: { skuId } } } })).toBe(1)
  })

  it("refuses an operator's key for another customer", async () => {
    const { prisma } = database()
    const { skuId } = await makeLevel(prisma, { onHand: 5 })
    const input = { lines: [{ skuId, quantity: 1 }], shippingAddress: ADDRESS, idempotencyKey: v7() }
    const orderFor = (customerId: string | null) =>
      placeOrder(orderDeps(prisma), input, { actor: 'operator:olga', customerId, isLimited: false })
    expect(await orderFor('ada')).toMatchObject({ ok: true })
    for (const other of ['bo', null])
      expect(await orderFor(other)).toMatchObject({
        ok: false,
        errors: [{ code: 'IDEMPOTENCY_MISMATCH', field: ['idempotencyKey'] }],
      })
  })

  describe('a customer who does not pay', () => {
    const limited = (unpaidLimits: { orders: number; piecesOfSku: number }) =>
      orderDeps(database().prisma, { unpaidLimits })
    const cart = (...lines: { skuId: string; quantity: number }[]) => ({
      lines,
      shippingAddress: ADDRESS,
      idempotencyKey: v7(),
    })

    it('may have so many unpaid orders, and another one once one of them is paid or cancelled', async () => {
      const { skuId } = await makeLevel(database().prisma, { onHand: 20 })
      const deps = limited({ orders: 2, piecesOfSku: 50 })
      const who = buyer(v7())
      const one = () => placeOrder(deps, cart({ skuId, quantity: 1 }), who)
      const first = await one()
      const second = await one()
      const tooMany = {
        ok: false,
        errors: [
          {
            code: 'LIMIT_EXCEEDED',
            field: null,
            message: 'At most 2 orders may wait for their payment, and 2 do: pay or cancel one first.',
          },
        ],
      }
      expect(await one()).toEqual(tooMany)
      await paid(deps, first.ok ? first.value : '')
      expect(await one()).toMatchObject({ ok: true })
      expect(await one()).toEqual(tooMany)
      const id = second.ok ? second.value : ''
      await cancelOrder(deps, { id, reason: 'no more', idempotencyKey: v7() }, who)
      expect(await one()).toMatchObject({ ok: true })
    })

    it('may hold so many pieces of a SKU, over all lines and orders', async () => {
      const { prisma } = database()
      const [{ skuId: one }, { skuId: two }] = [
        await makeLevel(prisma, { onHand: 50 }),
        await makeLevel(prisma, { onHand: 50 }),
      ]
      const deps = limited({ orders: 5, piecesOfSku: 10 })
      const who = buyer(v7())
      expect(await placeOrder(deps, cart({ skuId: one, quantity: 7 }), who)).toMatchObject({ ok: true })
      const lines = [
        { skuId: two, quantity: 10 },
        { skuId: one, quantity: 2 },
        { skuId: one, quantity: 2 },
      ]
      expect(await placeOrder(deps, cart(...lines), who)).toEqual({
        ok: false,
        errors: [
          {
            code: 'LIMIT_EXCEEDED',
            field: ['lines', '2', 'quantity'],
            message:
              'lines.2.quantity: at most 10 pieces of a SKU may be held before they are paid; 9 are, 2 more wanted.',
          },
        ],
      })
      expect(await placeOrder(deps, cart(...lines.slice(0, 2)), who)).toMatchObject({ ok: true })
      expect(await prisma.stockLevel.findMany({ where: { skuId: one } })).toMatchObject([{ reserved: 9 }])
      expect(await placeOrder(deps, cart(...lines), buyer(v7()))).toMatchObject({ ok: true })
    })

    it('is not limited in what is bought to order, which holds nothing', async () => {
      const { prisma } = database()
      const { skuId } = await makeSku(prisma)
      await prisma.sku.update({ where: { id: skuId }, data: { buyToOrder: true } })
      await prisma.listing.create({
        data: { platform: 'ALIBABA_1688', skuId, externalId: v7(), priceMinor: 1500n },
      })
      const deps = limited({ orders: 5, piecesOfSku: 10 })
      expect(await placeOrder(deps, cart({ skuId, quantity: 500 }), buyer(v7()))).toMatchObject({ ok: true })
    })

    it('has orders by operators, who are not limited, counted when ordering again', async () => {
      const { skuId } = await makeLevel(database().prisma, { onHand: 50 })
      const deps = limited({ orders: 2, piecesOfSku: 10 })
      const who = buyer(v7())
      const operator = { ...who, actor: 'operator:olga', isLimited: false }
      for (let made = 0; made < 3; made++)
        expect(await placeOrder(deps, cart({ skuId, quantity: 15 }), operator)).toMatchObject({ ok: true })
      expect(await placeOrder(deps, cart({ skuId, quantity: 1 }), who)).toMatchObject({
        ok: false,
        errors: [{ code: 'LIMIT_EXCEEDED', field: null }],
      })
    })
  })

  it.each([
    ['Hong Kong', { city: '九龍', postalCode: '', country: 'HK', phone: '+852 2345 6789' }],
    ['Macao', { city: '澳門', postalCode: null, country: 'MO', phone: '+853 2833 6789' }],
    ['the Emirates', { city: 'Dubai', postalCode: ' ', country: 'AE', phone: '+971 4 123 4567' }],
  ])('sends to %s, which has no postal codes', async (_where, where) => {
    const { prisma } = database()
    const { skuId } = await makeLevel(prisma, { onHand: 5 })
    const deps = orderDeps(prisma)
    const input = {
      lines: [{ skuId, quantity: 1 }],
      shippingAddress: { ...ADDRESS, ...where },
      idempotencyKey: v7(),
    }
    const result = await placeOrder(deps, input, buyer('ada'))
    const { shippingAddress } = await order(result.ok ? result.value : '')
    expect(storedAddress(deps.box.open(shippingAddress ?? new Uint8Array()))).toEqual({
      ...ADDRESS,
      ...where,
      postalCode: null,
    })
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
    [
      'no postal code',
      { shippingAddress: { ...ADDRESS, postalCode: '' } },
      ['shippingAddress', 'postalCode'],
    ],
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
    expect(['call me', ...SECRETS].some((typed) => told.includes(typed))).toBe(false)
  })
})
