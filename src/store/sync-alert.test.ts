import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { describePostgres, testDatabases } from '../../test/support/databases.ts'
import { makeShop } from '../../test/support/shops.ts'
import type { SyncPayload } from '../domain/feed-event.ts'
import type { PrismaClient } from './database.ts'
import { type NewSyncAlert, openSyncAlert, readOpenSyncAlerts, resolveSyncAlert } from './sync-alert.ts'
import { transaction } from './transaction.ts'

const open = (prisma: PrismaClient, alert: NewSyncAlert) =>
  transaction(prisma, (tx) => openSyncAlert(tx, alert))
const resolve = (prisma: PrismaClient, key: string) => transaction(prisma, (tx) => resolveSyncAlert(tx, key))

const tokenAlert = (shopId: string): NewSyncAlert => ({
  shopId,
  kind: 'TOKEN_ENDS',
  dedupeKey: `token:${shopId}`,
  message: 'link it again',
})

async function told(prisma: PrismaClient, key: string) {
  const rows = await prisma.outboxEvent.findMany({ where: { key }, orderBy: { id: 'asc' } })
  return rows.map(({ topic, payload }) => ({ ...(payload as unknown as SyncPayload), topic }))
}

testDatabases('alerts of synchronisation', (database) => {
  it('are told when they open, and once however often they are noticed', async () => {
    const { prisma } = database()
    const shopId = await makeShop(prisma)
    expect(await open(prisma, tokenAlert(shopId))).toBe(true)
    expect(await open(prisma, tokenAlert(shopId))).toBe(false)
    const [row, ...others] = await prisma.syncAlertRow.findMany({ where: { shopId } })
    expect(others).toEqual([])
    const opened = { topic: 'sync', alertId: row?.id, shopId, kind: 'TOKEN_ENDS', message: 'link it again' }
    expect(await told(prisma, `shop:${shopId}`)).toEqual([
      { ...opened, status: 'OPEN', occurredAt: row?.openedAt.toISOString() },
    ])
  })

  it('are told when they end, and open anew afterwards', async () => {
    const { prisma } = database()
    const shopId = await makeShop(prisma)
    expect(await resolve(prisma, `token:${shopId}`)).toBe(false)
    await open(prisma, tokenAlert(shopId))
    expect(await resolve(prisma, `token:${shopId}`)).toBe(true)
    expect(await resolve(prisma, `token:${shopId}`)).toBe(false)
    expect(await open(prisma, tokenAlert(shopId))).toBe(true)
    const events = await told(prisma, `shop:${shopId}`)
    expect(events.map(({ status }) => status)).toEqual(['OPEN', 'RESOLVED', 'OPEN'])
    expect(events[0]?.alertId).toBe(events[1]?.alertId)
    expect(events[2]?.alertId).not.toBe(events[0]?.alertId)
  })

  it('that are open are read by shop, oldest first', async () => {
    const { prisma } = database()
    const [one, two] = [await makeShop(prisma), await makeShop(prisma)]
    const general = { ...tokenAlert(one), shopId: null, dedupeKey: v7() }
    for (const alert of [tokenAlert(one), tokenAlert(two), general]) await open(prisma, alert)
    await open(prisma, { ...tokenAlert(one), dedupeKey: v7(), kind: 'DRIFT' })
    await resolve(prisma, `token:${two}`)
    const kinds = async (shops: string[]) =>
      (await readOpenSyncAlerts(prisma, new Set(shops))).map(({ shopId, kind }) => [shopId, kind])
    expect(await kinds([one, two])).toEqual([
      [one, 'TOKEN_ENDS'],
      [one, 'DRIFT'],
    ])
    expect(await kinds([two])).toEqual([])
    const all = await readOpenSyncAlerts(prisma, null)
    expect(all.filter(({ shopId }) => shopId === null)).toHaveLength(1)
  })
})

describePostgres('alerts of synchronisation, noticed by many at once', (database) => {
  it('open once', async () => {
    const { prisma } = database()
    const shopId = await makeShop(prisma)
    const opened = await Promise.all(Array.from({ length: 8 }, () => open(prisma, tokenAlert(shopId))))
    expect(opened.filter(Boolean)).toHaveLength(1)
    expect(await told(prisma, `shop:${shopId}`)).toHaveLength(1)
  })
})
