import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEmbeddedDatabase } from './embedded-database.ts'
import { lockFolder } from './folder-lock.ts'
import { migrate } from './migrator.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haitao-test-lock-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** A process that lives until its stdin closes. */
function otherProcess() {
  const child = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] })
  return {
    pid: child.pid ?? 0,
    async end() {
      child.stdin.end()
      await once(child, 'exit')
    },
  }
}

describe('lockFolder', () => {
  it('refuses while a living process has the folder, naming both', async () => {
    const other = otherProcess()
    await writeFile(join(folder, 'lock'), String(other.pid))
    await expect(lockFolder(folder)).rejects.toThrow(`DATA_DIR ${folder} is in use by process ${other.pid}`)
    expect(await readFile(join(folder, 'lock'), 'utf8')).toBe(String(other.pid))
    await other.end()
    const unlock = await lockFolder(folder)
    expect(await readFile(join(folder, 'lock'), 'utf8')).toBe(String(process.pid))
    await unlock()
    expect(await readdir(folder)).toEqual([])
  })

  it('refuses a second time in one process, until unlocked', async () => {
    const unlock = await lockFolder(folder)
    await expect(lockFolder(folder)).rejects.toThrow(`is in use by process ${process.pid}`)
    await unlock()
    await (await lockFolder(folder))()
  })

  it('lets one of many in that come at once', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(folder)))
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  })

  it.each(['', 'rubbish', String(process.pid)])('takes over a lock that says %j', async (left) => {
    await writeFile(join(folder, 'lock'), left)
    const unlock = await lockFolder(folder)
    expect(await readFile(join(folder, 'lock'), 'utf8')).toBe(String(process.pid))
    await unlock()
  })

  it('says which folder can not be written', async () => {
    const missing = join(folder, 'missing')
    await expect(lockFolder(missing)).rejects.toThrow(`DATA_DIR ${missing} can't be written`)
  })
})

describe('the embedded database on disk', () => {
  it('keeps its data, and keeps a second opener out', async () => {
    const first = await openEmbeddedDatabase({ dataDir: folder })
    await migrate(first)
    const { epoch } = await first.prisma.feedState.findUniqueOrThrow({ where: { id: 1 } })
    await expect(openEmbeddedDatabase({ dataDir: folder })).rejects.toThrow('is in use by process')
    await first.close()
    const second = await openEmbeddedDatabase({ dataDir: folder })
    expect(await migrate(second)).toEqual([])
    expect((await second.prisma.feedState.findUniqueOrThrow({ where: { id: 1 } })).epoch).toBe(epoch)
    await second.close()
    expect(await readdir(folder)).toEqual(['postgres'])
  })

  it('says so when the folder can not be made', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    await expect(openEmbeddedDatabase({ dataDir: join(file, 'data') })).rejects.toThrow(/can't be opened/)
  })
})
