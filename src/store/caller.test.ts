import { expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { until } from '../../test/support/until.ts'
import { beat, databaseTime, leave, unheard } from './caller.ts'

testDatabases('callers', (database) => {
  it('are counted while they are alive', async () => {
    const { jobs } = database()
    expect(await beat(jobs, 'a', 10_000)).toBe(1)
    expect(await beat(jobs, 'b', 10_000)).toBe(2)
    expect(await beat(jobs, 'a', 10_000)).toBe(2)
    await leave(jobs, 'b')
    expect(await beat(jobs, 'a', 10_000)).toBe(1)
  })

  it('are forgotten when they are silent for too long', async () => {
    const { jobs, prisma } = database()
    await beat(jobs, 'dead', 10_000)
    await prisma.caller.update({ where: { id: 'dead' }, data: { beatAt: new Date(Date.now() - 60_000) } })
    expect(await beat(jobs, 'a', 10_000)).toBe(1)
    expect(await prisma.caller.count({ where: { id: 'dead' } })).toBe(0)
  })

  it('have not heard of one that joins until their next beat; nobody waits for those that missed theirs', async () => {
    const { jobs, prisma } = database()
    await beat(jobs, 'a', 10_000)
    await beat(jobs, 'silent', 10_000)
    await prisma.caller.update({ where: { id: 'silent' }, data: { beatAt: new Date(Date.now() - 8_000) } })
    await beat(jobs, 'new', 10_000)
    const joined = await databaseTime(jobs)
    expect(await unheard(jobs, 'new', joined, 5_000)).toBe(1)
    // A beat of the same instant may have been before: PGlite's clock counts milliseconds.
    await until(async () => (await databaseTime(jobs)) !== joined, 'the clock to go on')
    await beat(jobs, 'a', 10_000)
    expect(await unheard(jobs, 'new', joined, 5_000)).toBe(0)
  })
})
