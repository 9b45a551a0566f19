import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { schema } from '../../schema/index.ts'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { accessTables, withAccessTables } from './support/access-table.ts'

const gateway = gatewayOfThisFile()

it('docs/security.md says for every root field and every role what the gateway does', async () => {
  let asked = 0
  const internal: unknown[] = []
  const tables = await accessTables(async (query, role) => {
    asked++
    const answer = await gateway().ask(query, {}, role)
    const failed = answer.errors.some(({ extensions }) => extensions?.code === 'INTERNAL_SERVER_ERROR')
    if (failed) internal.push({ query, role, logged: gateway().log.at(-1) })
    return answer
  })
  expect(internal).toEqual([])
  const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}),
  )
  expect(asked).toBe(fields.length * 6)
  const page = readFileSync('docs/security.md', 'utf8')
  expect(withAccessTables(page, tables), 'run "node scripts/access-table.ts"').toBe(page)
})
