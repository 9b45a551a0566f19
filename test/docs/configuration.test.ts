import { globSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { BASE_VARIABLES } from '../../src/config.ts'
import { documentedVariables } from './support/documented-variables.ts'
import { ROOT } from './support/pages.ts'

/** Readers of other config files: `read…(env, production)`. */
type Read = (env: Record<string, string | undefined>, production: boolean) => unknown

/** Accounts are there or not: some settings are asked for only when the others are there. */
const ACCOUNT = /_(ENDPOINT|APP_KEY|APP_SECRET|CUSTOMER_ID|OWNER_CODE|TOKEN)$/

/** What the readers in src/config-*.ts ask the environment for, seen by an environment that writes it down. */
async function variablesAskedFor(): Promise<ReadonlySet<string>> {
  const asked = new Set<string>(BASE_VARIABLES)
  const environment = (accounts: boolean) =>
    new Proxy<Record<string, string | undefined>>(
      {},
      {
        get(_target, name) {
          asked.add(String(name))
          return accounts && ACCOUNT.test(String(name)) ? 'http://127.0.0.1' : undefined
        },
      },
    )
  const files = globSync('src/config-*.ts', { cwd: ROOT }).filter((file) => !file.endsWith('.test.ts'))
  for (const file of files) {
    const exported = (await import(resolve(ROOT, file))) as Record<string, unknown>
    for (const [name, read] of Object.entries(exported))
      if (/^read[A-Z]/.test(name))
        for (const accounts of [false, true]) (read as Read)(environment(accounts), false)
  }
  return asked
}

it('docs/configuration.md lists the variables that the program reads: all of them, and no others', async () => {
  const asked = await variablesAskedFor()
  expect(asked.size).toBeGreaterThan(50)
  expect([...documentedVariables()].sort()).toEqual([...asked].sort())
})
