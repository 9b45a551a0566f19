import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { changeBy, inventoryWithAlerts } from '../../test/support/alerts.ts'
import { describePostgres, testDatabases } from '../../test/support/databases.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import { expectLedgerToAddUp, movementsOf } from '../../test/support/ledger.ts'
import type { PrismaClient } from '../store/database.ts'
import { checkLedger } from '../store/ledger-check.ts'
import { transaction } from '../store/transaction.ts'
import { adjustStock } from './adjust-stock.ts'
import { approveReplenishment, declineReplenishment, queuePurchase } from './approve-replenishment.ts'
import { awaitPurchase, dropIncoming } from './purchase-arrival.ts'
import { recordArrival } from './record-arrival.ts'

const deps = (prisma: PrismaClient) => ({ ...inventoryWithAlerts(prisma), placePurchase: queuePurchase })

/** A level that became low by a sale of 4 of its 12, with the proposal that came of it. */
async function proposed(prisma: PrismaClient, options: { listed?: boolean } = {}) {
  const level = await makeLevel(prisma, { onHand: 12 })
  const { skuId, warehouseId } = level
  if (options.listed !== false)
    await prisma.listing.createMany({
      data: [
        { platform: 'TAOBAO', skuId, externalId: `t${v7()}`, priceMinor: 1500n },
        { platform: 'ALIBABA_1688', skuId, externalId: `a${v7()}`, specId: 'spec', priceMinor: 900n },
      ],
    })
  const sale = { skuId, warehouseId, delta: -4, reason: 'SALE', idempotencyKey: v7() }
  if (!(await adjustStock(deps(prisma), sale, 'test')).ok) throw new Error('the sale was refused')
  const proposal = () => prisma.replenishmentProposal.findFirstOrThrow({ where: { alert: { skuId } } })
  const figures = async () => {
    const { onHand, incoming } = await prisma.stockLevel.findUniqueOrThrow({ where: { id: level.levelId } })
    return { onHand, incoming }
  }
  return { ...level, proposal, figures, id: (await proposal()).id }
}

testDatabases('a proposal to order again', (database) => {
  const approve = (input: object) =>
    approveReplenishment(deps(database().prisma), { idempotencyKey: v7(), ...input }, 'operator:test')
  const decline = (id: string) => declineReplenishment(deps(database().prisma), id, 'operator:test')
  const arrive = (purchaseOrderId: string, input: object = {}) =>
    recordArrival(
      deps(database().prisma),
      { purchaseOrderId, idempotencyKey: v7(), ...input },
      'operator:test',
    )
  const purchaseOf = (proposalId: string) =>
    database().prisma.purchaseOrder.findFirstOrThrow({ where: { proposalId }, include: { lines: true } })

  it('comes with the low-stock alert, from the sales of the last 30 days', async () => {
    const { prisma } = database()
    const { proposal } = await proposed(prisma)
    // 4 sold in 30 days: 5 would last, 12 end the alert, 8 are there.
    expect(await proposal()).toMatchObject({ status: 'PROPOSED', quantity: 4 })
    expect((await proposal()).reason).toMatch(/^4 sold in 30 days, 0.1 a day: 12 are wanted to end the alert/)
  })

  it('is withdrawn when stock comes back before anybody decided', async () => {
    const { prisma } = database()
    const level = await proposed(prisma)
    await changeBy(prisma, level, 10)
    expect(await level.proposal()).toMatchObject({ status: 'WITHDRAWN', decidedBy: null })
    expect(await approve({ id: level.id })).toMatchObject({ errors: [{ code: 'INVALID_TRANSITION' }] })
  })

  it('is not made when enough is coming', async () => {
    const { prisma } = database()
    const level = await makeLevel(prisma, { onHand: 12 })
    await prisma.stockLevel.update({ where: { id: level.levelId }, data: { incoming: 50 } })
    await changeBy(prisma, level, -12)
    expect(await prisma.replenishmentProposal.count({ where: { alert: { skuId: level.skuId } } })).toBe(0)
    await prisma.stockLevel.update({ where: { id: level.levelId }, data: { incoming: 0 } })
  })

  it('becomes a purchase from the wholesale offer, incoming at once', async () => {
    const { prisma } = database()
    const { id, proposal, figures, skuId, warehouseId } = await proposed(prisma)
    expect(await approve({ id, quantity: 30 })).toEqual({ ok: true, value: id })
    expect(await proposal()).toMatchObject({ status: 'APPROVED', quantity: 30, decidedBy: 'operator:test' })
    expect(await purchaseOf(id)).toMatchObject({
      orderId: null,
      warehouseId,
      platform: 'ALIBABA_1688',
      status: 'PENDING',
      totalMinor: 27000n,
      lines: [{ skuId, quantity: 30, awaited: 30, received: 0, specId: 'spec', unitPriceMinor: 900n }],
    })
    expect(await figures()).toEqual({ onHand: 8, incoming: 30 })
    expect((await movementsOf(prisma, skuId)).at(-1)).toMatchObject({
      delta: 0,
      incomingDelta: 30,
      reason: 'RECEIPT',
    })
    await expectLedgerToAddUp(prisma, [skuId])
  })

  it('is approved once: again is no failure, another quantity is', async () => {
    const { prisma } = database()
    const { id, figures } = await proposed(prisma)
    await approve({ id })
    expect(await approve({ id })).toEqual({ ok: true, value: id })
    expect(await approve({ id, quantity: 99 })).toMatchObject({
      errors: [{ code: 'INVALID_TRANSITION', field: ['id'] }],
    })
    expect(await decline(id)).toMatchObject({ errors: [{ code: 'INVALID_TRANSITION' }] })
    expect(await prisma.purchaseOrder.count({ where: { proposalId: id } })).toBe(1)
    expect(await figures()).toEqual({ onHand: 8, incoming: 4 })
  })

  it('waits for an operator when the SKU is listed nowhere', async () => {
    const { id } = await proposed(database().prisma, { listed: false })
    await approve({ id })
    expect(await purchaseOf(id)).toMatchObject({
      status: 'AWAITING_MANUAL_PURCHASE',
      reason: expect.stringContaining('not listed'),
      lines: [{ awaited: 4 }],
    })
  })

  it('can be declined, and nothing is ordered', async () => {
    const { prisma } = database()
    const { id, proposal, figures } = await proposed(prisma)
    expect(await decline(id)).toEqual({ ok: true, value: id })
    expect(await decline(id)).toEqual({ ok: true, value: id })
    expect(await proposal()).toMatchObject({ status: 'DECLINED' })
    expect(await approve({ id })).toMatchObject({ errors: [{ code: 'INVALID_TRANSITION' }] })
    expect(await figures()).toEqual({ onHand: 8, incoming: 0 })
  })

  it('refuses fewer pieces than the supplier sells, and what is no proposal', async () => {
    const { prisma } = database()
    const { id, skuId } = await proposed(prisma)
    await prisma.sku.update({ where: { id: skuId }, data: { minOrderQuantity: 10 } })
    expect(await approve({ id, quantity: 9 })).toMatchObject({
      errors: [{ code: 'INVALID_INPUT', field: ['quantity'] }],
    })
    expect(await approve({ id: 'none' })).toMatchObject({ errors: [{ code: 'NOT_FOUND', field: ['id'] }] })
    expect(await approve({ id, quantity: 0 })).toMatchObject({
      errors: [{ code: 'INVALID_INPUT', field: ['quantity'] }],
    })
  })

  it('becomes stock when it arrives, in parts and with more than was ordered', async () => {
    const { prisma } = database()
    const { id, skuId, figures } = await proposed(prisma)
    await approve({ id, quantity: 10 })
    const purchase = await purchaseOf(id)
    expect(await arrive(purchase.id, { arrived: [{ skuId, quantity: 4 }] })).toMatchObject({
      value: { received: 4, complete: false },
    })
    expect(await figures()).toEqual({ onHand: 12, incoming: 6 })
    expect(await arrive(purchase.id, { arrived: [{ skuId, quantity: 7 }] })).toMatchObject({
      value: { received: 7, complete: true },
    })
    expect(await figures()).toEqual({ onHand: 19, incoming: 0 })
    expect(await purchaseOf(id)).toMatchObject({ status: 'RECEIVED', lines: [{ awaited: 0, received: 11 }] })
    expect(await arrive(purchase.id)).toMatchObject({ errors: [{ code: 'INVALID_TRANSITION' }] })
    await expectLedgerToAddUp(prisma, [skuId])
  })

  it('notes as damage what never came, when the arrival is complete', async () => {
    const { prisma } = database()
    const { id, skuId, figures } = await proposed(prisma)
    await approve({ id, quantity: 10 })
    const purchase = await purchaseOf(id)
    const arrived = [{ skuId, quantity: 4 }]
    expect(await arrive(purchase.id, { arrived, complete: true })).toMatchObject({
      value: { received: 4, complete: true },
    })
    expect(await figures()).toEqual({ onHand: 12, incoming: 0 })
    expect((await movementsOf(prisma, skuId)).at(-1)).toMatchObject({
      reason: 'DAMAGE',
      delta: 0,
      incomingDelta: -6,
    })
    expect(await purchaseOf(id)).toMatchObject({ status: 'RECEIVED' })
  })

  it('is incoming no more when it is called off, and again when it is revived', async () => {
    const { prisma } = database()
    const { id, figures } = await proposed(prisma)
    await approve({ id, quantity: 10 })
    const purchase = await purchaseOf(id)
    const run = (work: typeof dropIncoming) =>
      transaction(prisma, (tx) => work(tx, deps(prisma), purchase.id, 'test'))
    expect([await run(dropIncoming), await run(dropIncoming)]).toEqual([10, 0])
    expect(await figures()).toEqual({ onHand: 8, incoming: 0 })
    expect([await run(awaitPurchase), await run(awaitPurchase)]).toEqual([10, 0])
    expect(await figures()).toEqual({ onHand: 8, incoming: 10 })
  })

  it('counts in nothing for a purchase that was made for an order, or a SKU that it does not have', async () => {
    const { prisma } = database()
    const { id } = await proposed(prisma)
    await approve({ id })
    const purchase = await purchaseOf(id)
    expect(await arrive(purchase.id, { arrived: [{ skuId: 'other', quantity: 1 }] })).toMatchObject({
      errors: [{ code: 'NOT_FOUND', field: ['arrived', '0', 'skuId'] }],
    })
    expect(await arrive('none')).toMatchObject({
      errors: [{ code: 'NOT_FOUND', field: ['purchaseOrderId'] }],
    })
  })

  it('leaves a ledger that adds up', async () => {
    expect((await checkLedger(database().prisma)).differences).toEqual([])
  })
})

describePostgres('a proposal approved from many sides at the same time', (database) => {
  it('becomes one purchase, which arrives once', async () => {
    const { prisma } = database()
    const { id, figures } = await proposed(prisma)
    const approvals = await Promise.all(
      Array.from({ length: 20 }, () =>
        approveReplenishment(deps(prisma), { id, idempotencyKey: v7() }, 'operator:test'),
      ),
    )
    expect(approvals.filter((approval) => approval.ok)).toHaveLength(20)
    const purchases = await prisma.purchaseOrder.findMany({ where: { proposalId: id } })
    expect(purchases).toHaveLength(1)
    expect(await figures()).toEqual({ onHand: 8, incoming: 4 })
    const purchaseOrderId = purchases[0]?.id
    const arrivals = await Promise.all(
      Array.from({ length: 10 }, () =>
        recordArrival(deps(prisma), { purchaseOrderId, idempotencyKey: v7() }, 'operator:test'),
      ),
    )
    const received = arrivals.reduce((sum, arrival) => sum + (arrival.ok ? arrival.value.received : 0), 0)
    expect(received).toBe(4)
    expect(await figures()).toEqual({ onHand: 12, incoming: 0 })
  })

  it('and stock that comes back at the same time end in one decision, without a deadlock', async () => {
    const { prisma } = database()
    for (let round = 0; round < 10; round++) {
      const level = await proposed(prisma)
      const { id, proposal, figures } = level
      const [approval] = await Promise.all([
        approveReplenishment(deps(prisma), { id, quantity: 7, idempotencyKey: v7() }, 'operator:test'),
        changeBy(prisma, level, 10),
      ])
      const { status } = await proposal()
      expect(status).toBe(approval.ok ? 'APPROVED' : 'WITHDRAWN')
      expect(await figures()).toEqual({ onHand: 18, incoming: approval.ok ? 7 : 0 })
    }
    const deadlocks = await prisma.$queryRaw<{ n: bigint }[]>`
      SELECT deadlocks AS n FROM pg_stat_database WHERE datname = current_database()`
    expect(Number(deadlocks[0]?.n)).toBe(0)
  })
})
