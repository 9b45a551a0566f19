import { afterAll, beforeAll, expect, it } from 'vitest'
import { signatureOf } from '../../src/alerts/webhook-sender.ts'
import { readConfig } from '../../src/config/index.ts'
import { createLogger } from '../../src/server/logger.ts'
import { openSyncAlert, resolveSyncAlert } from '../../src/store/sync-alert.ts'
import { transaction } from '../../src/store/transaction.ts'
import { type Notifier, tellAlerts } from '../../src/sync/alerts/tell.ts'
import { Lifetime } from '../../src/wiring/lifetime.ts'
import { startSyncNotices } from '../../src/wiring/sync-notices.ts'
import { testDatabases } from '../support/databases.ts'
import { until } from '../support/until.ts'
import { startReceiver } from './receiver.ts'

testDatabases('notifiers', (database) => {
  const never = new AbortController().signal
  const told: string[] = []
  const answers: (string | null)[] = []
  const notifier: Notifier = {
    name: 'test',
    async tell({ kind, status, message }, id) {
      told.push(`${id.endsWith(status.toLowerCase())} ${kind} ${status} ${message}`)
      return answers.shift() ?? null
    },
  }
  const tell = () =>
    tellAlerts(
      { prisma: database().prisma, notifiers: [notifier], log: { warn() {} }, random: () => 0 },
      never,
    )
  const open = (key: string) =>
    transaction(database().prisma, (tx) =>
      openSyncAlert(tx, { shopId: null, kind: 'DRIFT', dedupeKey: key, message: `about ${key}` }),
    )
  const end = (key: string) => transaction(database().prisma, (tx) => resolveSyncAlert(tx, key))
  const wait = () =>
    database().prisma.syncAlertRow.updateMany({
      where: { tellAt: { not: null } },
      data: { tellAt: new Date(0) },
    })

  it('are told of an alert once when it opens, however often it is noticed, and once when it is over', async () => {
    await open('a')
    await open('a')
    await tell()
    await tell()
    expect(told.splice(0)).toEqual(['true DRIFT OPEN about a'])
    await end('a')
    await tell()
    await tell()
    expect(told.splice(0)).toEqual(['true DRIFT RESOLVED about a'])
  })

  it('are told again what they did not take, later, and nothing that is over as if it were open', async () => {
    answers.push('no')
    await open('b')
    await tell()
    await tell()
    expect(told.splice(0)).toEqual(['true DRIFT OPEN about b'])
    await wait()
    await tell()
    expect(told.splice(0)).toEqual(['true DRIFT OPEN about b'])
    await open('c')
    await end('c')
    await tell()
    await end('b')
    await tell()
    expect(told.splice(0)).toEqual(['true DRIFT RESOLVED about c', 'true DRIFT RESOLVED about b'])
    expect(await database().prisma.syncAlertRow.count({ where: { tellAt: { not: null } } })).toBe(0)
  })

  it('are given up in the end', async () => {
    answers.push(...Array.from({ length: 20 }, () => 'no'))
    await open('d')
    for (let attempt = 0; attempt < 20; attempt++) {
      await wait()
      await tell()
    }
    expect(told.splice(0)).toHaveLength(12)
    answers.splice(0)
    await end('d')
    await tell()
    expect(told.splice(0)).toEqual(['true DRIFT RESOLVED about d'])
  })
})

testDatabases('the webhook of operators', (database) => {
  const secret = 'a secret for this test'
  const came: { body: string; headers: Record<string, string> }[] = []
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  const life = new Lifetime()

  beforeAll(async () => {
    receiver = await startReceiver(async (_path, { body, headers }) => {
      came.push({ body: body.toString(), headers: headers as Record<string, string> })
      return { status: 200, contentType: 'text/plain', body: '' }
    })
  })
  afterAll(async () => {
    await life.stop(() => {})
    await receiver.stop()
  })

  it('is posted to, signed, by a worker', async () => {
    const { prisma } = database()
    const shop = await prisma.shop.create({
      data: { platform: 'JD', externalShopId: 'n', name: 'A shop', accessToken: new Uint8Array(1) },
    })
    await transaction(prisma, (tx) =>
      openSyncAlert(tx, { shopId: shop.id, kind: 'FAILING', dedupeKey: 'e', message: 'ORDERS has failed' }),
    )
    const config = readConfig({ SYNC_ALERT_WEBHOOK_URL: receiver.url, SYNC_ALERT_WEBHOOK_SECRET: secret })
    startSyncNotices(config, prisma, createLogger('silent'), life)
    await until(() => came.length > 0, 'the webhook')
    const { body, headers } = came[0] ?? { body: '', headers: {} }
    expect(JSON.parse(body)).toEqual({
      type: 'sync.alert',
      alertId: expect.any(String),
      status: 'OPEN',
      shop: 'A shop',
      kind: 'FAILING',
      message: 'ORDERS has failed',
      openedAt: expect.any(String),
      resolvedAt: null,
    })
    expect(headers['haitao-signature']).toBe(signatureOf(secret, Number(headers['haitao-timestamp']), body))
  })
})
