import { stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbeddedDatabase } from '../../src/store/embedded-database.ts'
import { migrate } from '../../src/store/migrator.ts'
import { appendToOutbox, outboxOf } from '../../src/store/outbox.ts'
import { transaction } from '../../src/store/transaction.ts'
import { run, stopProgramsAfterwards } from '../path/support/program.ts'
import { stockPayload } from '../support/events.ts'
import { makeLevel } from '../support/fixtures.ts'
import { removeFolder, temporaryFolder } from '../support/supervised.ts'

stopProgramsAfterwards()

type Rows = Record<string, unknown[]>

/** What a backup must not lose, row for row. */
async function contentOf(dataDir: string): Promise<{ rows: Rows; epoch: string; lastSeq: number }> {
  const database = await openEmbeddedDatabase({ dataDir })
  try {
    const rows: Rows = {}
    for (const table of ['stock_level', 'stock_movement', 'outbox_event', '_prisma_migrations']) {
      const found = await database.jobs.executeSql(
        `SELECT row_to_json("${table}")::text AS row FROM "${table}" ORDER BY 1`,
      )
      rows[table] = found.rows
    }
    return { rows, ...(await outboxOf(database).head()) }
  } finally {
    await database.close()
  }
}

describe('backup and restore of the embedded database', () => {
  let folder: string
  const at = (name: string) => join(folder, name)
  const command = async (script: string, dataDir: string, ...args: string[]) => {
    const program = run(`scripts/${script}.ts`, { DATA_DIR: dataDir }, args)
    const exit = await program.ended()
    return { code: exit.code, stdout: program.stdout, stderr: program.stderr }
  }
  /** Three levels, each with its movement, five events of which two wait for the relay. */
  const fill = async (dataDir: string) => {
    const database = await openEmbeddedDatabase({ dataDir })
    await migrate(database)
    for (const onHand of [5, 6, 7]) await makeLevel(database.prisma, { onHand })
    const outbox = outboxOf(database)
    const events = [1, 2, 3, 4, 5].map((version) => stockPayload({ version }))
    await transaction(database.prisma, (tx) => appendToOutbox(tx, events))
    await outbox.number(await outbox.head(), 3)
    await database.close()
  }

  beforeAll(async () => {
    folder = await temporaryFolder('backup')
    await fill(at('data'))
  })
  afterAll(() => removeFolder(folder))

  it('refuses while a process has the folder, and leaves no file', async () => {
    const holder = await openEmbeddedDatabase({ dataDir: at('data') })
    try {
      for (const [script, flag] of [
        ['backup', '--out'],
        ['restore', '--from'],
      ] as const) {
        const refused = await command(
          script,
          at('data'),
          flag,
          at('busy.tar.gz'),
          ...(script === 'restore' ? ['--force'] : []),
        )
        expect(refused).toMatchObject({ code: 2, stdout: '' })
        expect(refused.stderr).toContain(`is in use by process ${process.pid}`)
      }
    } finally {
      await holder.close()
    }
    await expect(stat(at('busy.tar.gz'))).rejects.toThrow('ENOENT')
  })

  it('brings back ledger, outbox and migrations row for row, with cursors void', async () => {
    const before = await contentOf(at('data'))
    expect(before.rows.stock_movement).toHaveLength(3)
    expect(before.rows.outbox_event).toHaveLength(5)
    const backup = await command('backup', at('data'), '--out', at('one.tar.gz'))
    expect(backup).toMatchObject({ code: 0, stderr: '' })
    const { size, mode } = await stat(at('one.tar.gz'))
    expect(size).toBeGreaterThan(100_000)
    expect(mode & 0o777).toBe(0o600)
    const twice = await command('backup', at('data'), '--out', at('one.tar.gz'))
    expect(twice).toMatchObject({ code: 1, stdout: '' })
    expect(twice.stderr).toContain('exists already')

    const restored = await command('restore', at('other'), '--from', at('one.tar.gz'))
    expect(restored).toMatchObject({ code: 0, stderr: '' })
    expect(restored.stdout).toContain('3 levels and 3 movements, 0 differences')
    const after = await contentOf(at('other'))
    expect(after.rows).toEqual(before.rows)
    expect(after.lastSeq).toBe(3)
    expect(after.epoch).toMatch(/^[0-9a-f]{32}$/)
    expect(after.epoch).not.toBe(before.epoch)
  })

  it('does not overwrite data without --force, and moves it aside with it', async () => {
    const precious = await contentOf(at('other'))
    const refused = await command('restore', at('other'), '--from', at('one.tar.gz'))
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toContain('--force')
    expect(await contentOf(at('other'))).toEqual(precious)

    await truncate(at('one.tar.gz'), 50_000)
    const damaged = await command('restore', at('other'), '--from', at('one.tar.gz'), '--force')
    expect(damaged.code).toBe(2)
    expect(damaged.stderr).toContain('is not a backup of an embedded database, or is damaged')
    expect(await contentOf(at('other'))).toEqual(precious)

    expect(await command('backup', at('data'), '--out', at('two.tar.gz'))).toMatchObject({ code: 0 })
    const forced = await command('restore', at('other'), '--from', at('two.tar.gz'), '--force')
    expect(forced).toMatchObject({ code: 0, stderr: '' })
    const after = await contentOf(at('other'))
    expect(after.rows).toEqual(precious.rows)
    // It is the backup's, not what was there.
    expect(after.epoch).not.toBe(precious.epoch)
    const aside = /The former data is in (\S+postgres-before-\S+):/.exec(forced.stdout)?.[1] ?? ''
    expect(await stat(join(aside, 'PG_VERSION'))).toBeTruthy()
  })

  it('says what is wrong with a file that is none', async () => {
    await writeFile(at('none.tar.gz'), 'not an archive')
    for (const [file, said] of [
      ['none.tar.gz', 'is not a backup'],
      ['missing.tar.gz', 'ENOENT'],
    ] as const) {
      const refused = await command('restore', at('fresh'), '--from', at(file))
      expect(refused).toMatchObject({ code: 2, stdout: '' })
      expect(refused.stderr).toContain(said)
      expect(refused.stderr).not.toContain('    at ')
    }
  })

  it('names the tools of PostgreSQL when that is the database, and never its password', async () => {
    const env = { DATABASE_URL: 'postgresql://shop:hunter2@127.0.0.1:1/shop' }
    for (const [script, tool] of [
      ['backup', 'pg_dump'],
      ['restore', 'pg_restore'],
    ] as const) {
      const program = run(`scripts/${script}.ts`, env)
      expect((await program.ended()).code).toBe(1)
      expect(program.stderr).toContain(tool)
      expect(program.stderr + program.stdout).not.toContain('hunter2')
    }
  })
})
