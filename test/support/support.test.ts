import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { Redis } from 'ioredis'
import { describe, expect, it } from 'vitest'
import { describeWith } from './binaries.ts'
import { postgresDatabase } from './databases.ts'
import { query, startPostgres } from './postgres.ts'
import { startRedis } from './redis.ts'
import { until, untilHolds } from './until.ts'

describeWith(['PostgreSQL'], 'the PostgreSQL of the tests', () => {
  it('keeps what was committed over a crash, on the same port', async () => {
    const postgres = await startPostgres()
    const url = await postgres.createDatabase()
    await query(url, 'CREATE TABLE kept (n int)')
    await query(url, 'INSERT INTO kept VALUES (7)')
    await postgres.kill9()
    await expect(query(url, 'SELECT n FROM kept')).rejects.toThrow()
    await postgres.restart()
    expect(await query(url, 'SELECT n FROM kept')).toEqual([{ n: 7 }])
    await postgres.stop()
    await expect(query(url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED')
  })

  it('gives every caller a migrated database of its own', async () => {
    const [one, two] = await Promise.all([postgresDatabase(), postgresDatabase()])
    expect(one).not.toBe(two)
    const tables = `SELECT count(*)::int AS n FROM pg_tables WHERE tablename IN ('stock_level', 'outbox_event')`
    expect(await query(one, tables)).toEqual([{ n: 2 }])
    expect(await query(await postgresDatabase({ empty: true }), tables)).toEqual([{ n: 0 }])
    expect(one).toContain('127.0.0.1')
  })
})

describe('a wait', () => {
  it('ends with what its condition gives', async () => {
    let looks = 0
    expect(await until(() => (++looks === 3 ? 'there' : null))).toBe('there')
    expect(looks).toBe(3)
  })

  it('that sees nothing happen gives up and names what it waited for', async () => {
    await expect(until(() => false, 'the tide', 30)).rejects.toThrow('waiting for the tide')
  })

  it('that sees progress goes on beyond its patience', async () => {
    let [done, begun] = [0, 0]
    const looks = 50
    const condition = () => ++begun === looks
    await expect(until(condition, 'the end', 0)).rejects.toThrow()
    begun = 0
    expect(await until(condition, 'the end', 0, () => ++done)).toBe(true)
  })

  it('for an assertion fails with what that says', async () => {
    let looks = 0
    await untilHolds(() => expect(++looks).toBe(4))
    await expect(untilHolds(() => expect('tea').toBe('coffee'), 30)).rejects.toThrow("to be 'coffee'")
  })
})

describeWith(['Redis'], 'the Redis of the tests', () => {
  it('comes back empty after a crash, and with its data when it is persistent', async () => {
    for (const persistent of [false, true]) {
      const server = await startRedis({ persistent })
      const redis = new Redis(server.url, { retryStrategy: () => 20 })
      redis.on('error', () => {})
      await redis.set('kept', '7')
      await server.kill9()
      await server.restart()
      expect(await redis.get('kept')).toBe(persistent ? '7' : null)
      redis.disconnect()
      await server.stop()
    }
  })

  it('dies with the process that started it, and its folder goes too', async () => {
    const script = `
      import { startRedis } from './redis.ts'
      import { Redis } from 'ioredis'
      const { url } = await startRedis()
      const [, folder] = await new Redis(url).config('GET', 'dir')
      console.log(JSON.stringify({ url, folder }))
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    const { url, folder } = JSON.parse(line.toString()) as { url: string; folder: string }
    expect(existsSync(folder)).toBe(true)
    child.kill('SIGKILL')
    await until(() => !existsSync(folder), 'the folder to go')
    const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null })
    redis.on('error', () => {})
    await expect(redis.connect()).rejects.toThrow()
  })
})
