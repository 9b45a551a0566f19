import { expect, it } from 'vitest'
import { alertsOf, alertsTold, changeBy } from '../../test/support/alerts.ts'
import { testDatabases } from '../../test/support/databases.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import { acknowledgeAlert } from './acknowledge-alert.ts'

testDatabases('acknowledgeAlert', (database) => {
  async function openAlert() {
    const { prisma } = database()
    const level = await makeLevel(prisma, { onHand: 10 })
    await changeBy(prisma, level, -1)
    const [alert] = await alertsOf(prisma, level.skuId)
    return { prisma, level, id: alert?.id ?? '' }
  }

  it('marks an open alert once, however often it is asked; the first keeps the credit', async () => {
    const { prisma, level, id } = await openAlert()
    expect(await acknowledgeAlert(prisma, id, 'operator:ann')).toEqual({ ok: true, value: id })
    const [first] = await alertsOf(prisma, level.skuId)
    expect(first).toMatchObject({
      status: 'ACKNOWLEDGED',
      acknowledgedBy: 'operator:ann',
      acknowledgedAt: expect.any(Date),
    })
    expect(await acknowledgeAlert(prisma, id, 'operator:bob')).toEqual({ ok: true, value: id })
    expect(await alertsOf(prisma, level.skuId)).toEqual([first])
    expect(await alertsTold(prisma, level.skuId)).toEqual(['LOW_STOCK OPEN', 'LOW_STOCK ACKNOWLEDGED'])
  })

  it('keeps the alert from opening again until it is resolved', async () => {
    const { prisma, level, id } = await openAlert()
    await acknowledgeAlert(prisma, id, 'test')
    await changeBy(prisma, level, -3)
    expect(await alertsOf(prisma, level.skuId)).toHaveLength(1)
    await changeBy(prisma, level, 20)
    expect((await alertsTold(prisma, level.skuId)).slice(2)).toEqual(['LOW_STOCK RESOLVED'])
  })

  it('refuses a resolved alert, which stays as it is', async () => {
    const { prisma, level, id } = await openAlert()
    await changeBy(prisma, level, 20)
    expect(await acknowledgeAlert(prisma, id, 'test')).toMatchObject({
      ok: false,
      errors: [{ code: 'INVALID_TRANSITION', field: ['id'] }],
    })
    expect(await alertsOf(prisma, level.skuId)).toMatchObject([{ status: 'RESOLVED', acknowledgedBy: null }])
  })

  it('refuses an alert that there is not', async () => {
    expect(await acknowledgeAlert(database().prisma, 'none', 'test')).toMatchObject({
      ok: false,
      errors: [{ code: 'NOT_FOUND', field: ['id'] }],
    })
  })
})
