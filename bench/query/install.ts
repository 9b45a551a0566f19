import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '..')

/** The servers to compare with, unless they are there: they are no business of the project's own dependencies. */
export function installPeers(): void {
  if (existsSync(join(FOLDER, 'node_modules', 'postgraphile'))) return
  process.stderr.write('Installing the servers to compare with into bench/node_modules ...\n')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: FOLDER,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 300_000,
  })
  if (status !== 0)
    throw new Error('npm ci in bench/ failed: the other servers are not there to compare with.')
}
