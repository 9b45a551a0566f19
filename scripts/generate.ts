// Generates the Prisma client and the Pothos types into src/store/generated (not committed).
// Runs after `npm ci`. `prisma generate` needs no engine; naming any executable keeps the CLI
// from downloading one.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'

const cli = createRequire(import.meta.url).resolve('prisma/build/index.js')
const result = spawnSync(
  process.execPath,
  [cli, 'generate', '--schema', 'prisma/schema.prisma', '--no-hints'],
  {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
      DATABASE_URL: process.env.DATABASE_URL ?? 'postgresql://localhost/unused',
    },
  },
)
if (result.status !== 0) {
  process.stderr.write(`${result.stdout}${result.stderr}\nprisma generate failed\n`)
  process.exit(1)
}
