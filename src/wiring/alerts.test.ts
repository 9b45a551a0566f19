import { expect, it } from 'vitest'
import { alertsTold } from '../../test/support/alerts.ts'
import { testDatabases } from '../../test/support/databases.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import { testBox } from '../../test/support/oauth.ts'
import { until } from '../../test/support/until.ts'
import { readConfig } from '../config/index.ts'
import { createLogger } from '../server/logger.ts'
import { startAlertJobs } from './alerts.ts'
import { Lifetime } from './lifetime.ts'

testDatabases('the jobs of alerts', (database) => {
  it('judge the levels of a rule whose setter is gone', async () => {
    const { prisma } = database()
    const { skuId } = await makeLevel(prisma, { onHand: 50 })
    const overdue = { skuId, threshold: 60, resumeAbove: 72, judgeAt: new Date(Date.now() - 1) }
    const { id } = await prisma.alertRule.create({ data: overdue })
    const life = new Lifetime()
    startAlertJobs(readConfig({}), prisma, testBox, createLogger('silent'), life)
    try {
      await until(
        async () => (await prisma.alertRule.findUniqueOrThrow({ where: { id } })).judgeAt === null,
        'the rule to be judged',
      )
    } finally {
      await life.stop((part, error) => expect.unreachable(`${part}: ${error}`))
    }
    expect(await alertsTold(prisma, skuId)).toEqual(['LOW_STOCK OPEN'])
  })
})
