import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Gateway, startGateway } from '../path/support/gateway.ts'
import { run, stopProgramsAfterwards } from '../path/support/program.ts'
import { describeWith } from '../support/binaries.ts'
import { postgresDatabase } from '../support/databases.ts'

stopProgramsAfterwards()

describeWith(['PostgreSQL'], 'npm run attack', () => {
  let gateway: Gateway

  beforeAll(async () => {
    gateway = await startGateway({ DATABASE_URL: await postgresDatabase({ empty: true }) })
  })
  afterAll(() => gateway?.stop())

  const attack = async (...args: string[]) => {
    const program = run('scripts/attack.ts', {}, ['--url', gateway.graph, ...args])
    const { code } = await program.ended()
    return { code, stdout: program.stdout, stderr: program.stderr }
  }

  it('finds nothing violated, and puts the stock back', async () => {
    const { prisma } = gateway.database
    const stock = () =>
      prisma.stockLevel.findMany({
        orderBy: { id: 'asc' },
        select: { id: true, onHand: true, reserved: true },
      })
    const before = await stock()
    const { code, stdout } = await attack('--rounds', '1')
    expect(stdout).toContain('Nothing was violated.')
    expect(code).toBe(0)
    // A heading and thirteen races.
    expect(stdout.split('\n\n')[0]?.split('\n')).toHaveLength(14)
    expect(stdout).toMatch(/200 orders for the last 10 pieces +200 +0 /)
    const shipped = await prisma.order.count({
      where: { status: 'DELIVERED', customerId: { startsWith: 'attack-' } },
    })
    expect(shipped).toBe(3)
    expect(await stock()).toEqual(before)
  })

  it('ends with 1 and names what was violated', async () => {
    // Payments that are signed with another secret are refused, so paid orders don't get paid.
    const { code, stdout } = await attack('--rounds', '1', '--payment-secret', 'a-secret-of-somebody-else')
    expect(code).toBe(1)
    expect(stdout).toContain('VIOLATED  one payment event, 40 times: the event was taken 0 times')
  })

  it('says what it takes', async () => {
    expect(await attack('--rounds', 'many')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--rounds'),
    })
  })
})
