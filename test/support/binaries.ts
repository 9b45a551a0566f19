import { accessSync, constants, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, it } from 'vitest'

/** Servers that some tests run for real. On Debian: `apt-get install postgresql redis-server`. */
export type Server = 'PostgreSQL' | 'Redis'

/** The folder with `initdb` and `postgres`, the newest version installed; null when there is none. */
export function findPostgres(): string | null {
  const debian = '/usr/lib/postgresql'
  const versions = list(debian).sort((a, b) => Number(b) - Number(a))
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...pathFolders()]
  return folders.find((folder) => runs(join(folder, 'initdb')) && runs(join(folder, 'postgres'))) ?? null
}

/** Path of `redis-server`; null when there is none. */
export function findRedis(): string | null {
  const names = pathFolders().flatMap((folder) => [
    join(folder, 'redis-server'),
    join(folder, 'valkey-server'),
  ])
  return names.find(runs) ?? null
}

const FIND: Record<Server, () => string | null> = { PostgreSQL: findPostgres, Redis: findRedis }

/**
 * A suite over real servers. Where one is not installed the suite says so and is skipped; with CI set
 * it fails instead, so that nothing is skipped there unnoticed.
 */
export function describeWith(servers: readonly Server[], name: string, suite: () => void): void {
  const missing = servers.filter((server) => FIND[server]() === null)
  if (missing.length === 0) return void describe(name, suite)
  const reason = `${missing.join(' and ')} not installed`
  if (process.env.CI)
    describe(name, () => {
      it('has the servers it needs', () => {
        throw new Error(reason)
      })
    })
  else {
    process.stderr.write(`skipped: ${name}: ${reason}\n`)
    describe.skip(`${name} (${reason})`, suite)
  }
}

function pathFolders(): string[] {
  return (process.env.PATH ?? '').split(delimiter).filter(Boolean)
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
