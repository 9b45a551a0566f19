import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { checkLedger } from '../../src/store/ledger-check.ts'
import { openServerDatabase } from '../../src/store/server-database.ts'
import { describeWith } from '../support/binaries.ts'
import { postgresDatabase } from '../support/databases.ts'
import { BIG, fillDatabase, partOf, type Size, SMALL } from './fill.ts'
import { askPage, pagesOf } from './pages.ts'
import { type Plan, planOf, statementsOf } from './plans.ts'

/** BIG_PART=1 npx vitest run test/big: with 1,000,000 movements. */
const PART = Number(process.env.BIG_PART ?? 0.1)
interface Filled {
  readonly size: Size
  readonly url: string
  readonly database: Database
}

async function filled(size: Size): Promise<Filled> {
  const url = await postgresDatabase()
  await fillDatabase(url, size)
  return { size, url, database: await openServerDatabase({ url, poolSize: 2 }) }
}

async function plansOf({ size, url, database }: Filled, name: string, setting = ''): Promise<Plan[]> {
  const page = pagesOf(size.products).find((one) => one.name === name)
  if (!page) throw new Error(`no page ${name}`)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(setting)
    const plans: Plan[] = []
    for (const statement of await statementsOf(() => askPage(database, page)))
      plans.push(await planOf(client, statement))
    return plans
  } finally {
    await client.end()
  }
}

/** Tables of a few pages are read whole; with their indexes they are what large ones can be compared with. */
const BY_INDEX = 'SET enable_seqscan = off'
const buffersOf = (plans: readonly Plan[]) => plans.reduce((sum, plan) => sum + plan.buffers, 0)

describeWith(['PostgreSQL'], 'pages of a large database', () => {
  let small: Filled
  let big: Filled
  beforeAll(async () => {
    small = await filled(SMALL)
    big = await filled(partOf(BIG, PART))
  }, 600_000)
  afterAll(async () => {
    await small?.database.close()
    await big?.database.close()
  })

  it.each(pagesOf(100).map(({ name, countsList = false }) => [name, countsList] as const))(
    'read hardly more than those of a small one: %s',
    async (name, countsList) => {
      const plans = await plansOf(big, name)
      expect(plans.length).toBeGreaterThan(0)
      for (const { text, scanned } of plans) expect({ text, scanned }).toEqual({ text, scanned: [] })
      if (countsList) return
      const few = buffersOf(await plansOf(small, name, BY_INDEX))
      expect(buffersOf(await plansOf(big, name, BY_INDEX))).toBeLessThanOrEqual(3 * few)
    },
  )

  it('have a ledger that adds up and what is kept beside it', async () => {
    const { movements } = await checkLedger(small.database.prisma)
    expect(movements).toBe(SMALL.movements)
    expect((await checkLedger(small.database.prisma)).differences).toEqual([])
  })
})
