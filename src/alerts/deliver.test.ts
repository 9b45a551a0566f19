import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { changeBy } from '../../test/support/alerts.ts'
import { describePostgres, testDatabases } from '../../test/support/databases.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import { MAX_ATTEMPTS } from '../domain/delivery-schedule.ts'
import type { PrismaClient } from '../store/database.ts'
import { secretBox } from '../store/secret-box.ts'
import { type DeliveryDeps, deliverAlerts } from './deliver.ts'
import type { Mail } from './mail-sender.ts'
import { retryAlertDelivery } from './retry-delivery.ts'
import { setSupplierContact } from './set-supplier-contact.ts'
import type { WebhookMessage } from './webhook-sender.ts'

const box = secretBox([Buffer.alloc(32, 7)])
const SECRET = 'a secret of sixteen'
const never = new AbortController().signal

let posted: WebhookMessage[] = []
let mailed: Mail[] = []
/** Answer to every attempt; null: accepted. */
let refusal: string | null = null

beforeEach(() => {
  posted = []
  mailed = []
  refusal = null
})

function deps(prisma: PrismaClient, options: Partial<DeliveryDeps> = {}): DeliveryDeps {
  return {
    prisma,
    secretBox: box,
    webhooks: {
      send: async (message) => {
        posted.push(message)
        return refusal
      },
      close: async () => {},
    },
    mail: {
      send: async (mail) => {
        mailed.push(mail)
        return refusal
      },
      close: () => {},
    },
    random: () => 0,
    ...options,
  }
}

/** A level that just became low and whose supplier wants both channels. */
async function lowLevel(prisma: PrismaClient, contact: object = {}) {
  const supplierKey = `supplier-${v7()}`
  const level = await makeLevel(prisma, { onHand: 10, supplierKey })
  const input = {
    supplier: supplierKey,
    webhookUrl: `https://example.com/${supplierKey}`,
    webhookSecret: SECRET,
    email: 'supply@example.com',
    ...contact,
  }
  const set = await setSupplierContact({ prisma, secretBox: box, allowPrivateWebhooks: false }, input)
  if (!set.ok) throw new Error(set.errors[0]?.message)
  await changeBy(prisma, level, -3)
  const rows = () =>
    prisma.alertDelivery.findMany({ where: { alert: { skuId: level.skuId } }, orderBy: { channel: 'asc' } })
  return { ...level, supplierKey, rows }
}

testDatabases('alerts to suppliers', (database) => {
  // Deliveries of earlier tests are not due any more.
  afterEach(async () => void (await database().prisma.alertDelivery.deleteMany()))

  it('are written with the alert and sent once, signed with the opened secret', async () => {
    const { prisma } = database()
    const { rows, supplierKey, skuId } = await lowLevel(prisma)
    expect((await rows()).map(({ channel, status, attempts }) => [channel, status, attempts])).toEqual([
      ['EMAIL', 'PENDING', 0],
      ['WEBHOOK', 'PENDING', 0],
    ])
    expect(await deliverAlerts(deps(prisma), never)).toBe(false)
    await deliverAlerts(deps(prisma), never)
    const [, webhook] = await rows()
    expect(posted).toMatchObject([
      { url: `https://example.com/${supplierKey}`, secret: SECRET, deliveryId: webhook?.id },
    ])
    const [alert] = await prisma.inventoryAlert.findMany({ where: { skuId } })
    expect(JSON.parse(posted[0]?.body ?? '')).toMatchObject({
      type: 'inventory.alert',
      alertId: alert?.id,
      kind: 'LOW_STOCK',
      available: 7,
      threshold: 10,
      supplier: supplierKey,
      sku: { titleZh: '红色 / M' },
      proposal: { quantity: 5, reason: expect.stringContaining('so 5 are missing') },
    })
    expect(mailed).toMatchObject([
      { to: 'supply@example.com', subject: expect.stringMatching(/^Low stock: sku-/) },
    ])
    expect(mailed[0]?.text).toContain('Available: 7. The alert opens below 10.')
    expect(mailed[0]?.text).toContain('Proposed order: 5')
    expect(
      (await rows()).map(({ status, attempts, deliveredAt }) => [status, attempts, deliveredAt !== null]),
    ).toEqual([
      ['DELIVERED', 1, true],
      ['DELIVERED', 1, true],
    ])
  })

  it('are tried again with the same body and id, later and later, until they are given up', async () => {
    const { prisma } = database()
    const { rows } = await lowLevel(prisma, { email: null })
    refusal = 'HTTP 500'
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const before = Date.now()
      await deliverAlerts(deps(prisma), never)
      const [row] = await rows()
      expect(row).toMatchObject({
        attempts: attempt,
        lastError: 'HTTP 500',
        status: attempt === MAX_ATTEMPTS ? 'DEAD' : 'PENDING',
      })
      if (attempt < MAX_ATTEMPTS) expect(row?.nextAttemptAt.getTime()).toBeGreaterThanOrEqual(before + 15_000)
      await prisma.alertDelivery.updateMany({ data: { nextAttemptAt: new Date(0) } })
    }
    await deliverAlerts(deps(prisma), never)
    expect(posted).toHaveLength(MAX_ATTEMPTS)
    expect(new Set(posted.map(({ deliveryId, body }) => deliveryId + body)).size).toBe(1)
  })

  it('are begun anew by an operator when they were given up, but not when they arrived', async () => {
    const { prisma } = database()
    const { rows } = await lowLevel(prisma, { email: null })
    const [row] = await rows()
    await prisma.alertDelivery.updateMany({
      data: { status: 'DEAD', attempts: MAX_ATTEMPTS, lastError: 'x' },
    })
    expect(await retryAlertDelivery(prisma, row?.id ?? '')).toEqual({ ok: true, value: row?.id })
    await deliverAlerts(deps(prisma), never)
    expect(await rows()).toMatchObject([{ status: 'DELIVERED', attempts: 1, lastError: null }])
    expect(await retryAlertDelivery(prisma, row?.id ?? '')).toMatchObject({
      errors: [{ code: 'INVALID_TRANSITION' }],
    })
    expect(await retryAlertDelivery(prisma, 'none')).toMatchObject({ errors: [{ code: 'NOT_FOUND' }] })
  })

  it('go to the contact as it is when they are sent, and to nobody when there is none any more', async () => {
    const { prisma } = database()
    const { rows, supplierKey } = await lowLevel(prisma)
    const contacts = { prisma, secretBox: box, allowPrivateWebhooks: false }
    await setSupplierContact(contacts, { supplier: supplierKey, webhookUrl: null, email: 'new@example.com' })
    await deliverAlerts(deps(prisma), never)
    expect(await rows()).toMatchObject([
      { channel: 'EMAIL', status: 'DELIVERED', target: 'new@example.com' },
      { channel: 'WEBHOOK', status: 'DEAD', lastError: expect.stringContaining('does not want') },
    ])
    expect(posted).toEqual([])
  })

  it('wait as e-mails while no server is configured', async () => {
    const { prisma } = database()
    const { rows } = await lowLevel(prisma)
    await deliverAlerts(deps(prisma, { mail: null }), never)
    expect((await rows()).map(({ status }) => status)).toEqual(['PENDING', 'DELIVERED'])
  })

  it('come back when the worker dies with them, after its lease', async () => {
    const { prisma } = database()
    const { rows } = await lowLevel(prisma, { email: null })
    const killed = AbortSignal.abort(new Error('killed'))
    const dying = deps(prisma, {
      webhooks: { send: async (_message, signal) => signal.throwIfAborted() as never, close: async () => {} },
    })
    await expect(deliverAlerts(dying, killed)).rejects.toThrow('killed')
    await deliverAlerts(deps(prisma), never)
    expect(posted).toEqual([])
    await prisma.alertDelivery.updateMany({ data: { nextAttemptAt: new Date(0) } })
    await deliverAlerts(deps(prisma), never)
    expect(await rows()).toMatchObject([{ status: 'DELIVERED', attempts: 2 }])
  })

  it('that cannot even be tried count as failed attempts and hold up no other', async () => {
    const { prisma } = database()
    const { rows, supplierKey } = await lowLevel(prisma)
    await prisma.supplier.update({
      where: { key: supplierKey },
      data: { webhookSecret: Buffer.from('garbage') },
    })
    await deliverAlerts(deps(prisma), never)
    expect(await rows()).toMatchObject([
      { channel: 'EMAIL', status: 'DELIVERED' },
      {
        channel: 'WEBHOOK',
        status: 'PENDING',
        attempts: 1,
        lastError: expect.stringMatching(/^could not be sent/),
      },
    ])
  })

  it('are not written for suppliers who want none, nor when the change is rolled back', async () => {
    const { prisma } = database()
    const level = await makeLevel(prisma, { onHand: 10, supplierKey: `supplier-${v7()}` })
    await changeBy(prisma, level, -3)
    expect(await prisma.alertDelivery.count({ where: { alert: { skuId: level.skuId } } })).toBe(0)
  })
})

describePostgres('several workers that deliver alerts', (database) => {
  it('send each delivery once', async () => {
    const { prisma } = database()
    for (let index = 0; index < 20; index++) await lowLevel(prisma)
    const run = async () => {
      while (await deliverAlerts(deps(prisma), never));
    }
    await Promise.all([run(), run(), run(), run()])
    expect(posted).toHaveLength(20)
    expect(mailed).toHaveLength(20)
    expect(new Set([...posted, ...mailed].map((one) => one.deliveryId)).size).toBe(40)
    expect(await prisma.alertDelivery.count({ where: { status: 'DELIVERED', attempts: 1 } })).toBe(40)
  })
})
