import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { testDatabases } from '../../../test/support/databases.ts'
import { makeSku } from '../../../test/support/fixtures.ts'
import { money } from '../../domain/money.ts'
import { transaction } from '../../store/transaction.ts'
import { decideHeldPrice } from './decide-held-price.ts'
import { judgeOffers } from './judge-offers.ts'
import { reprice } from './reprice.ts'
import { saveOfferAlertRule } from './save-offer-alert-rule.ts'
import { savePriceRule } from './save-price-rule.ts'
import { priceFigures, tellOperators } from './tell-operators.ts'
import { judgeDue, repriceDue } from './work-rules.ts'

const OPERATOR = 'operator:olga'
const BY = { actor: 'imports', source: 'MARKETPLACE' } as const

testDatabases('price rules', (database) => {
  const prisma = () => database().prisma
  const save = (input: object) =>
    savePriceRule(prisma(), { name: 'Half on top', markupPercent: '50', ...input }, OPERATOR)
  const saved = async (input: object) => {
    const outcome = await save(input)
    if (!outcome.ok) throw new Error(outcome.errors[0]?.message)
    return outcome.value
  }
  const work = async () => {
    const signal = new AbortController().signal
    while ((await repriceDue(prisma(), signal)) || (await judgeDue(prisma(), signal)));
  }
  const supplied = async () => {
    const sku = await makeSku(prisma(), { supplierKey: `s-${v7()}` })
    const { supplierId } = await prisma().product.findUniqueOrThrow({ where: { id: sku.productId } })
    return { ...sku, supplierId: supplierId ?? '' }
  }
  const costs = (skuId: string, minor: number) =>
    transaction(prisma(), (tx) => reprice(tx, [{ skuId, cost: money(minor) }], BY))
  const priceOf = async (id: string) => (await prisma().sku.findUniqueOrThrow({ where: { id } })).priceMinor
  const held = async () => {
    const { skuId, supplierId } = await supplied()
    await saved({ supplierId, holdAbovePercent: '20' })
    await costs(skuId, 1000)
    await costs(skuId, 2000)
    const { id } = await prisma().heldPrice.findFirstOrThrow({ where: { skuId, decidedAt: null } })
    return { skuId, supplierId, id }
  }
  const decide = (input: object) => decideHeldPrice(prisma(), input, OPERATOR)

  it('price what is under them in slices, at each change, and let go of it when archived', async () => {
    const { skuId, productId, supplierId } = await supplied()
    await costs(skuId, 1000)
    const id = await saved({ supplierId })
    await work()
    expect(await priceOf(skuId)).toBe(1500n)
    await saved({ id, markupPercent: '100' })
    await work()
    expect(await priceOf(skuId)).toBe(2000n)
    await prisma().priceRule.update({ where: { id }, data: { archivedAt: new Date() } })
    await work()
    expect(await priceOf(skuId)).toBe(1000n)
    const statusOf = async () =>
      (await prisma().product.findUniqueOrThrow({ where: { id: productId } })).status
    expect(await statusOf()).toBe('DRAFT')
    await saved({ supplierId, markupPercent: '10' })
    await work()
    expect([await priceOf(skuId), await statusOf()]).toEqual([1100n, 'ACTIVE'])
    const rule = await prisma().priceRule.findUniqueOrThrow({ where: { id } })
    expect(rule).toMatchObject({ repriceAt: null, repriceAfter: '', revision: 2, supplierId })
    const trail = await prisma().auditEntry.findMany({ where: { entityId: id, field: 'markupPercent' } })
    expect(trail.map(({ before, after }) => [before, after])).toEqual([
      [null, '50'],
      ['50', '100'],
    ])
    expect(await save({ id })).toMatchObject({ ok: false, errors: [{ code: 'INVALID_TRANSITION' }] })
  })

  it('follow an exchange rate that they convert by', async () => {
    const { skuId, supplierId } = await supplied()
    await prisma().exchangeRate.create({ data: { currency: 'SEK', rate: '1.5' } })
    await costs(skuId, 1000)
    await saved({ supplierId, markupPercent: '0', fixed: { amount: '3.00', currency: 'SEK' } })
    await work()
    expect(await priceOf(skuId)).toBe(1200n)
    await prisma().exchangeRate.update({ where: { currency: 'SEK' }, data: { rate: '3' } })
    await work()
    expect(await priceOf(skuId)).toBe(1100n)
  })

  it.each<[string, object, string]>([
    ['a percentage that is none', { markupPercent: '-5' }, 'markupPercent'],
    ['a margin of everything', { minMarginPercent: '100' }, 'minMarginPercent'],
    ['shares that leave nothing', { minMarginPercent: '60', paymentSharePercent: '40' }, 'minMarginPercent'],
    ['no step', { roundTo: '0' }, 'roundTo'],
    ['a step finer than the currency', { roundTo: '0.001', currency: 'CNY' }, 'roundTo'],
    ['an unknown currency', { currency: 'ABC' }, 'currency'],
    ['a currency without a rate', { currency: 'CHF' }, 'currency'],
    ['a fixed sum without a rate', { fixed: { amount: '1.00', currency: 'CHF' } }, 'fixed.currency'],
    ['a fixed sum below 0', { fixed: { amount: '-1.00', currency: 'CNY' } }, 'fixed'],
    ['an unknown category', { categoryId: 'no' }, 'categoryId'],
    ['an unknown rule', { id: 'no' }, 'id'],
    ['no name', { name: ' ' }, 'name'],
  ])('refuse %s', async (_what, input, field) => {
    const outcome = await save(input)
    expect(outcome.ok).toBe(false)
    expect(outcome.ok ? [] : outcome.errors.map((error) => error.field?.join('.'))).toEqual([field])
  })

  it('keep what a change does not name, and take away what it sets to null', async () => {
    const id = await saved({ roundTo: '0.50', minMarginPercent: '10', active: false })
    await saved({ id, roundTo: null })
    const rule = await prisma().priceRule.findUniqueOrThrow({ where: { id } })
    expect(rule).toMatchObject({ roundTo: null, active: false })
    expect(rule.minMarginPercent?.toFixed()).toBe('10')
  })

  it('take a held price that an operator accepts', async () => {
    const { id, skuId } = await held()
    expect(await decide({ id, decision: 'ACCEPT' })).toEqual({ ok: true, value: skuId })
    expect(await priceOf(skuId)).toBe(3000n)
    expect(await prisma().heldPrice.findUniqueOrThrow({ where: { id } })).toMatchObject({
      decision: 'ACCEPT',
      decidedBy: OPERATOR,
    })
    expect(await prisma().offerAlert.count({ where: { skuId, resolvedAt: null } })).toBe(0)
  })

  it('leave a price that an operator keeps, also when the rule is applied again', async () => {
    const { id, skuId } = await held()
    await decide({ id, decision: 'KEEP' })
    await costs(skuId, 2000)
    await prisma().priceRule.updateMany({ data: { repriceAt: new Date() } })
    await work()
    expect(await priceOf(skuId)).toBe(1500n)
    expect(await prisma().heldPrice.count({ where: { skuId } })).toBe(1)
    expect(await prisma().offerAlert.findMany({ where: { skuId, resolvedAt: null } })).toMatchObject([
      { kind: 'MARGIN_LOW' },
    ])
    await costs(skuId, 2001)
    expect(await prisma().heldPrice.count({ where: { skuId, decidedAt: null } })).toBe(1)
  })

  it('never touch again what an operator sets by hand', async () => {
    const { id, skuId } = await held()
    const price = (amount: string, currency: string) =>
      decide({ id, decision: 'SET', price: { amount, currency } })
    expect(await price('0', 'CNY')).toMatchObject({ errors: [{ field: ['price', 'amount'] }] })
    expect(await price('25.00', 'USD')).toMatchObject({ errors: [{ field: ['price', 'currency'] }] })
    expect(await decide({ id, decision: 'SET' })).toMatchObject({ errors: [{ field: ['price'] }] })
    expect(await price('25.00', 'CNY')).toMatchObject({ ok: true })
    await costs(skuId, 1000)
    expect(await prisma().sku.findUniqueOrThrow({ where: { id: skuId } })).toMatchObject({
      priceMinor: 2500n,
      editedFields: ['price'],
    })
  })

  it('let one of two operators decide', async () => {
    const { id, skuId } = await held()
    const both = await Promise.all([decide({ id, decision: 'ACCEPT' }), decide({ id, decision: 'KEEP' })])
    expect(both.filter((one) => one.ok)).toHaveLength(1)
    expect(both.flatMap((one) => (one.ok ? [] : one.errors))).toMatchObject([{ code: 'INVALID_TRANSITION' }])
    expect(await priceOf(skuId)).toBe(both[0]?.ok ? 3000n : 1500n)
  })

  it('tell operators once of all SKUs that have none', async () => {
    const { skuId } = await makeSku(prisma())
    await costs(skuId, 1000)
    expect((await priceFigures(prisma())).unpriced).toBeGreaterThan(0)
    await tellOperators(prisma())
    await tellOperators(prisma())
    const alerts = () => prisma().syncAlertRow.findMany({ where: { kind: 'UNPRICED' } })
    expect(await alerts()).toMatchObject([{ resolvedAt: null }])
    await prisma().sku.updateMany({ data: { unpricedSince: null } })
    await tellOperators(prisma())
    expect(await alerts()).toMatchObject([{ resolvedAt: expect.any(Date) }])
  })
})

testDatabases('alerts about offers', (database) => {
  const prisma = () => database().prisma
  const offered = async () => {
    const { skuId } = await makeSku(prisma())
    const { id } = await prisma().listing.create({
      data: { platform: 'TAOBAO', externalId: v7(), skuId, priceMinor: 1000n, quantity: 50 },
    })
    return { skuId, id }
  }
  const read = async (id: string, data: object) => {
    const before = await prisma().listing.findUniqueOrThrow({ where: { id } })
    await transaction(prisma(), async (tx) => {
      await tx.listing.update({ where: { id }, data })
      const priceBefore = before.priceMinor === null ? null : money(before.priceMinor)
      await judgeOffers(tx, [{ listingId: id, priceBefore }])
    })
  }
  const alertsOf = async (skuId: string) =>
    (await prisma().offerAlert.findMany({ where: { skuId }, orderBy: { id: 'asc' } })).map(
      ({ kind, status }) => `${kind} ${status}`,
    )
  const rule = (input: object) => saveOfferAlertRule(prisma(), input, OPERATOR)

  it('open once at the limit and end beyond it', async () => {
    const { skuId, id } = await offered()
    for (const quantity of [10, 9, 3, 11, null, 9]) await read(id, { quantity })
    expect(await alertsOf(skuId)).toEqual(['UPSTREAM_LOW OPEN'])
    await read(id, { quantity: 12 })
    expect(await alertsOf(skuId)).toEqual(['UPSTREAM_LOW RESOLVED'])
  })

  it('tell of a rise by the price that it began with', async () => {
    const { skuId, id } = await offered()
    for (const priceMinor of [1100n, 1211n, 1300n, 1200n]) await read(id, { priceMinor })
    expect(await prisma().offerAlert.findMany({ where: { skuId } })).toMatchObject([
      { kind: 'PRICE_ROSE', status: 'OPEN', beforeMinor: 1100n, afterMinor: 1300n },
    ])
    await read(id, { priceMinor: 1188n })
    expect(await alertsOf(skuId)).toEqual(['PRICE_ROSE RESOLVED'])
  })

  it('tell of an item that is gone until it is back', async () => {
    const { skuId, id } = await offered()
    await read(id, { removedAt: new Date(), quantity: 0 })
    expect(await alertsOf(skuId)).toEqual(['UPSTREAM_GONE OPEN'])
    await read(id, { removedAt: null, quantity: 50 })
    expect(await alertsOf(skuId)).toEqual(['UPSTREAM_GONE RESOLVED'])
  })

  it('are judged again by the rule that an operator sets, the most specific first', async () => {
    const { skuId, id } = await offered()
    const set = await rule({ kind: 'UPSTREAM_LOW', skuId, limit: '60' })
    const signal = new AbortController().signal
    while (await judgeDue(prisma(), signal));
    expect(await alertsOf(skuId)).toEqual(['UPSTREAM_LOW OPEN'])
    expect(await rule({ kind: 'UPSTREAM_LOW', skuId, limit: '20' })).toEqual(set)
    await rule({ kind: 'UPSTREAM_LOW', platform: 'TAOBAO', limit: '0' })
    while (await judgeDue(prisma(), signal));
    expect(await alertsOf(skuId)).toEqual(['UPSTREAM_LOW RESOLVED'])
    await read(id, { quantity: 19 })
    expect(await alertsOf(skuId)).toEqual(['UPSTREAM_LOW RESOLVED', 'UPSTREAM_LOW OPEN'])
  })

  it.each<[object, string]>([
    [{ kind: 'UPSTREAM_GONE', limit: '1' }, 'kind'],
    [{ kind: 'UPSTREAM_LOW', limit: '1.5' }, 'limit'],
    [{ kind: 'UPSTREAM_LOW', limit: '10', resumeAt: '9' }, 'resumeAt'],
    [{ kind: 'PRICE_ROSE', limit: '10', resumeAt: '11' }, 'resumeAt'],
    [{ kind: 'MARGIN_LOW', limit: '100' }, 'limit'],
    [{ kind: 'MARGIN_LOW', limit: '10', skuId: 'no' }, 'skuId'],
  ])('refuse %o', async (input, field) => {
    expect(await rule(input)).toMatchObject({ ok: false, errors: [{ field: [field] }] })
  })

  it('tell customers who wait for the item to be bought, once', async () => {
    const { skuId, id } = await offered()
    const order = (boughtToOrder: boolean) =>
      prisma().order.create({
        data: {
          number: v7(),
          source: 'STOREFRONT',
          status: 'PAID',
          customerId: 'lin',
          totalMinor: 1990n,
          placedAt: new Date(),
          lines: {
            create: { position: 1, skuId, title: 'Tea', quantity: 1, unitPriceMinor: 1990n, boughtToOrder },
          },
        },
      })
    const [waiting, fromShelf] = [await order(true), await order(false)]
    await read(id, { removedAt: new Date() })
    await read(id, { removedAt: new Date() })
    const events = await prisma().orderEvent.findMany({
      where: { orderId: { in: [waiting.id, fromShelf.id] } },
    })
    expect(events).toMatchObject([
      {
        orderId: waiting.id,
        from: 'PAID',
        to: 'PAID',
        customerNote: 'Tea: Its seller does not offer it any more.',
      },
    ])
    expect(await prisma().outboxEvent.count({ where: { key: `order:${waiting.id}` } })).toBe(1)
  })
})
