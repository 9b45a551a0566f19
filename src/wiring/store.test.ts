import { expect, it } from 'vitest'
import { describeWith } from '../../test/support/binaries.ts'
import { postgresDatabase } from '../../test/support/databases.ts'
import { readConfig } from '../config/index.ts'
import { createLogger } from '../server/logger.ts'
import { Lifetime } from './lifetime.ts'
import { openStore } from './store.ts'

describeWith(['PostgreSQL'], 'the database of the configuration', () => {
  it('is asked over no more connections than DATABASE_POOL says', async () => {
    const life = new Lifetime()
    const config = readConfig({ DATABASE_URL: await postgresDatabase(), DATABASE_POOL: '5' })
    const { prisma } = await openStore(config, createLogger('silent'), life)
    const ask = () => prisma.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid FROM pg_sleep(0.02)`
    const rows = (await Promise.all(Array.from({ length: 20 }, ask))).flat()
    expect(rows).toHaveLength(20)
    expect(new Set(rows.map(({ pid }) => pid)).size).toBe(5)
    await life.stop((_part, error) => {
      throw error
    })
  })
})
