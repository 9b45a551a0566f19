import { rename, writeFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { it } from 'vitest'
import { startBrowserServer } from '../../../client-examples/shared-web/testing/browser.ts'
import { run } from '../../path/support/program.ts'
import { postgresDatabase } from '../../support/databases.ts'
import { startRedis } from '../../support/redis.ts'
import type { Held } from './held.ts'

it('holds everything and waits', async () => {
  const redis = await startRedis()
  const database = await postgresDatabase()
  const gateway = run('src/main.ts', { DATABASE_URL: database, REDIS_URL: redis.url, SANDBOX: 'off' })
  const browser = await startBrowserServer()
  const held: Held = {
    pids: { worker: process.pid, gateway: gateway.pid, browser: browser.process().pid ?? 0 },
    ports: { PostgreSQL: Number(new URL(database).port), Redis: redis.port },
  }
  const file = process.env.HELD_FILE ?? ''
  await writeFile(`${file}.part`, JSON.stringify(held))
  await rename(`${file}.part`, file)
  await delay(600_000)
})
