// node scripts/access-table.ts: asks every root field as every role, and writes who may what into docs/security.md.
// test/security/access.test.ts compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { buildApp } from '../src/app.ts'
import { signToken } from '../src/auth/tokens.ts'
import { DEVELOPMENT_JWT_SECRET, readConfig } from '../src/config/index.ts'
import type { Role } from '../src/domain/viewer.ts'
import { ask } from '../test/path/support/ask.ts'
import { accessTables, withAccessTables } from '../test/security/support/access-table.ts'

const PAGE = 'docs/security.md'

const config = readConfig({
  DATA_DIR: ':memory:',
  PORT: '0',
  SANDBOX_PORT: '0',
  SANDBOX_TRAFFIC: 'off',
  LOG_LEVEL: 'fatal',
})
const authorizationOf = async (role: Role) =>
  role === 'anonymous'
    ? undefined
    : `Bearer ${await signToken(DEVELOPMENT_JWT_SECRET, { role, subject: `test-${role}`, ttlSeconds: 600 })}`

const running = await buildApp(config).start()
try {
  const graph = `http://127.0.0.1:${running.port}/graphql`
  const tables = await accessTables(async (query, role) =>
    ask(graph, { query, authorization: await authorizationOf(role) }),
  )
  writeFileSync(PAGE, withAccessTables(readFileSync(PAGE, 'utf8'), tables))
} finally {
  await running.stop()
}
