import { v7 } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { stockPayload } from '../../test/support/events.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import { readConfig } from '../config/index.ts'
import { readEvents } from '../realtime/feed.ts'
import { memoryBus } from '../realtime/memory-bus.ts'
import { appendToOutbox, outboxOf } from '../store/outbox.ts'
import { RETAINED_KINDS, type RetainedKind } from '../store/retention.ts'
import { transaction } from '../store/transaction.ts'
import { runRetention } from './retention.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = new Date('2026-11-22T12:00:00Z')
const ago = (ms: number) => new Date(NOW.getTime() - ms)
const settings = readConfig({}).retention
const only = (kind: RetainedKind) =>
  Object.fromEntries(
    RETAINED_KINDS.map((one) => [one, one === kind ? settings[one] : null]),
  ) as typeof settings

testDatabases('retention', (database) => {
  const prisma = () => database().prisma
  const run = async (given: typeof settings, batch?: number) => {
    const deleted: Partial<Record<RetainedKind, number>> = {}
    const more = await runRetention(prisma(), given, {
      now: NOW,
      signal: new AbortController().signal,
      onDeleted: (kind, rows) => {
        deleted[kind] = rows
      },
      ...(batch && { batch }),
    })
    return { deleted, more }
  }
  const append = (count: number) =>
    transaction(prisma(), (tx) =>
      appendToOutbox(
        tx,
        Array.from({ length: count }, (_, index) => stockPayload({ version: index + 1 })),
      ),
    )

  describe('of events', () => {
    beforeEach(async () => {
      await prisma().outboxEvent.deleteMany()
      await prisma().feedState.update({ where: { id: 1 }, data: { lastSeq: 0 } })
    })
    const outbox = () => outboxOf(database())

    it('deletes numbered ones from the lowest on, in batches, and none that wait for the relay', async () => {
      await append(6)
      await outbox().number(await outbox().head(), 5)
      await prisma().outboxEvent.updateMany({ data: { createdAt: ago(73 * HOUR) } })
      await prisma().outboxEvent.updateMany({ where: { seq: 5 }, data: { createdAt: ago(71 * HOUR) } })
      expect(await run(only('outbox'), 3)).toEqual({ deleted: { outbox: 3 }, more: true })
      expect((await outbox().read(0, 10)).map(({ seq }) => seq)).toEqual([4, 5])
      expect(await run(only('outbox'), 3)).toEqual({ deleted: { outbox: 1 }, more: false })
      expect((await outbox().read(0, 10)).map(({ seq }) => seq)).toEqual([5])
      expect(await prisma().outboxEvent.count({ where: { seq: null } })).toBe(1)
      expect(await run(only('outbox'), 3)).toEqual({ deleted: {}, more: false })
    })

    it('leaves a cursor before the oldest event without what comes next, which makes it a gap', async () => {
      await append(3)
      const head = await outbox().head()
      await outbox().number(head, 3)
      await prisma().outboxEvent.updateMany({
        where: { seq: { lte: 2 } },
        data: { createdAt: ago(80 * HOUR) },
      })
      await run(only('outbox'))
      const events = await readEvents({ store: outbox(), bus: memoryBus() }, { epoch: head.epoch, seq: 1 })
      expect(events.map(({ seq }) => seq)).toEqual([3])
    })
  })

  it('keeps idempotency keys for their time: a repetition after it is a new request', async () => {
    const record = { operation: 'x', inputHash: 'x', response: {} }
    const keys = [v7(), v7()] as const
    await prisma().idempotencyRecord.createMany({
      data: [
        { actor: 'a', key: keys[0], ...record, createdAt: ago(91 * DAY) },
        { actor: 'a', key: keys[1], ...record, createdAt: ago(89 * DAY) },
      ],
    })
    expect(await run(only('idempotency'))).toEqual({ deleted: { idempotency: 1 }, more: false })
    const left = await prisma().idempotencyRecord.findMany({ where: { actor: 'a' } })
    expect(left.map(({ key }) => key)).toEqual([keys[1]])
  })

  it('deletes what is over and old, and nothing that is still open or that somebody has to look at', async () => {
    const { skuId, warehouseId } = await makeLevel(prisma(), { onHand: 5 })
    const old = ago(400 * DAY)
    const shop = await prisma().shop.create({ data: { platform: 'JD', externalShopId: v7(), name: 'Old' } })
    const alert = await prisma().inventoryAlert.create({
      data: {
        kind: 'LOW_STOCK',
        skuId,
        warehouseId,
        threshold: 1,
        resumeAbove: 2,
        available: 0,
        openedAt: old,
      },
    })
    const delivery = { alertId: alert.id, channel: 'WEBHOOK', payload: {}, createdAt: old }
    await prisma().alertDelivery.createMany({
      data: [
        { ...delivery, target: 'a', status: 'DELIVERED', deliveredAt: old },
        { ...delivery, target: 'b', status: 'DEAD' },
        { ...delivery, target: 'c', status: 'PENDING' },
      ],
    })
    const run1 = { shopId: shop.id, startedAt: old }
    await prisma().syncRun.createMany({
      data: [
        { ...run1, kind: 'ORDERS', status: 'FAILED', finishedAt: old },
        { ...run1, kind: 'ORDERS', status: 'RUNNING' },
        {
          ...run1,
          kind: 'STOCK_PUSH',
          status: 'SUCCEEDED',
          startedAt: ago(2 * DAY),
          finishedAt: ago(2 * DAY),
        },
        { ...run1, kind: 'STOCK_PUSH', status: 'FAILED', startedAt: ago(2 * DAY), finishedAt: ago(2 * DAY) },
      ],
    })
    const message = { source: 'JD', kind: 'x', payload: {}, receivedAt: old }
    await prisma().inboundMessage.createMany({
      data: [
        { ...message, messageId: '1', doneAt: old },
        { ...message, messageId: '2' },
      ],
    })
    const failure = {
      shopId: shop.id,
      kind: 'ORDERS' as const,
      errorClass: 'x',
      message: 'x',
      firstSeenAt: old,
    }
    await prisma().syncFailure.createMany({
      data: [
        { ...failure, externalId: '1', resolvedAt: old },
        { ...failure, externalId: '2' },
      ],
    })
    await prisma().syncAlertRow.createMany({
      data: [
        { kind: 'x', dedupeKey: v7(), message: 'x', openedAt: old, resolvedAt: old },
        { kind: 'x', dedupeKey: v7(), message: 'x', openedAt: old },
      ],
    })
    const imported = (startedAt: Date, finishedAt: Date | null) =>
      prisma().catalogueImport.create({
        data: {
          kind: 'ITEMS',
          options: {},
          actor: 'x',
          startedAt,
          finishedAt,
          rows: { create: [0, 1].map((position) => ({ position, reference: 'x' })) },
        },
      })
    const underWay = await imported(ago(91 * DAY), null)
    const lately = await imported(ago(91 * DAY), ago(DAY))
    await imported(ago(91 * DAY), ago(91 * DAY))
    await prisma().reconciliation.create({
      data: {
        day: '2025-01-01',
        startedAt: old,
        finishedAt: old,
        discrepancies: { create: { kind: 'x', reference: 'x' } },
      },
    })
    await prisma().backInStockRequest.createMany({
      data: [
        { skuId, customerId: 'told', createdAt: old, notifiedAt: old },
        { skuId, customerId: 'waits', createdAt: old },
      ],
    })
    const reading = { platform: 'JD' as const, locale: '', leasedUntil: old }
    await prisma().itemReading.createMany({
      data: [
        { ...reading, externalId: '1', fetchedAt: old },
        { ...reading, externalId: '2', fetchedAt: NOW },
        { ...reading, externalId: '3', leasedUntil: NOW },
      ],
    })
    await prisma().itemDataUsage.createMany({
      data: [
        { day: '2020-01-01', payer: 'total', calls: 1 },
        { day: '2020-01-01', payer: 'an address', calls: 1 },
        { day: NOW.toISOString().slice(0, 10), payer: 'total', calls: 1 },
        { day: NOW.toISOString().slice(0, 10), payer: 'an address', calls: 1 },
      ],
    })
    const { deleted } = await run({ ...settings, outbox: null, idempotency: null })
    expect(deleted).toEqual({
      alertDeliveries: 1,
      syncRuns: 1,
      pushRuns: 1,
      messages: 1,
      syncFailures: 1,
      syncAlerts: 1,
      reconciliations: 1,
      importRows: 2,
      imports: 1,
      backInStock: 1,
      itemReadings: 1,
      itemCallers: 1,
      itemUsage: 1,
    })
    expect(await prisma().itemReading.count()).toBe(2)
    expect(await prisma().itemDataUsage.count()).toBe(2)
    expect(await prisma().discrepancy.count()).toBe(0)
    const left = await prisma().catalogueImport.findMany({ include: { rows: true }, orderBy: { id: 'asc' } })
    expect(left.map(({ id, rows }) => [id, rows.length])).toEqual([
      [underWay.id, 2],
      [lately.id, 2],
    ])
    expect(await prisma().alertDelivery.count({ where: { alertId: alert.id } })).toBe(2)
    expect(await prisma().stockMovement.count({ where: { skuId } })).toBeGreaterThan(0)
  })

  it('deletes nothing of what is kept for ever, nor after it was stopped', async () => {
    const kept = Object.fromEntries(RETAINED_KINDS.map((kind) => [kind, null])) as typeof settings
    const row = { operation: 'x', inputHash: 'x', response: {}, createdAt: ago(5_000 * DAY) }
    await prisma().idempotencyRecord.create({ data: { actor: 'kept', key: v7(), ...row } })
    expect(await run(kept)).toEqual({ deleted: {}, more: false })
    const stopped = { now: NOW, signal: AbortSignal.abort() }
    expect(await runRetention(prisma(), settings, stopped)).toBe(false)
    expect(await prisma().idempotencyRecord.count({ where: { actor: 'kept' } })).toBe(1)
  })

  it('rests after each statement as long as it took, and ends with the rest in which it is stopped', async () => {
    const rests: number[] = []
    const stop = new AbortController()
    const options = { now: NOW, signal: stop.signal }
    const rest = async (ms: number) => void rests.push(ms)
    await runRetention(prisma(), settings, { ...options, rest })
    expect(rests).toHaveLength(RETAINED_KINDS.length)
    expect(Math.min(...rests)).toBeGreaterThan(0)
    rests.length = 0
    const stopping = async (ms: number) => {
      await rest(ms)
      stop.abort()
    }
    expect(await runRetention(prisma(), settings, { ...options, rest: stopping })).toBe(false)
    expect(rests).toHaveLength(1)
  })

  it('is shared by workers without one deleting twice or waiting', async () => {
    await prisma().idempotencyRecord.createMany({
      data: Array.from({ length: 200 }, (_, index) => ({
        actor: 'many',
        key: `${index}`,
        operation: 'x',
        inputHash: 'x',
        response: {},
        createdAt: ago(100 * DAY),
      })),
    })
    const before = await prisma().idempotencyRecord.count({ where: { createdAt: { lt: ago(90 * DAY) } } })
    let deleted = 0
    const worker = async () => {
      const options = {
        now: NOW,
        signal: new AbortController().signal,
        batch: 15,
        onDeleted: (_kind: RetainedKind, rows: number) => {
          deleted += rows
        },
      }
      while (await runRetention(prisma(), only('idempotency'), options));
    }
    await Promise.all([worker(), worker(), worker()])
    await worker()
    expect(deleted).toBe(before)
    expect(await prisma().idempotencyRecord.count({ where: { actor: 'many' } })).toBe(0)
  })
})
