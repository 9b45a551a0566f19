import { spawn } from 'node:child_process'
import { resolve } from 'node:path'

/**
 * `npm run test:sync`: the tests of the synchronisation; with `-- --long` the convergence test at its full size:
 * 20,000 items and 50,000 orders in full, then 5,000 changes under faults. That takes the better part of an hour;
 * `-- --medium` is a tenth of it.
 */
const scale = ['long', 'medium'].find((name) => process.argv.includes(`--${name}`))
const vitest = resolve(import.meta.dirname, '../node_modules/vitest/vitest.mjs')
const files = scale ? ['test/sync/convergence.test.ts'] : ['test/sync', 'src/sync']
const child = spawn(process.execPath, [vitest, 'run', ...files], {
  stdio: 'inherit',
  env: { ...process.env, ...(scale && { SYNC_TEST: scale }) },
})
child.on('exit', (code) => {
  process.exitCode = code ?? 1
})
