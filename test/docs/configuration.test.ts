import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { configurationPage } from '../../scripts/settings/configuration-page.ts'
import { envExample } from '../../scripts/settings/env-example.ts'
import type { Setting } from '../../src/config/setting.ts'
import { GROUPS } from '../../src/config/tables.ts'
import { documentedVariables } from './support/documented-variables.ts'
import { ROOT } from './support/pages.ts'

/** Of a family, the one that is named as an example. */
const settings = GROUPS.flatMap(({ table }) =>
  Object.entries<Setting>(table).map(([name, setting]) => [setting.example ?? name, setting] as const),
)

it('docs/configuration.md lists the variables that the program reads: all of them, and no others', () => {
  expect(settings.length).toBeGreaterThan(80)
  expect([...documentedVariables()].sort()).toEqual(settings.map(([name]) => name).sort())
})

it('docs/configuration.md and deploy/env.example are what the tables of settings say', () => {
  const committed = (file: string) => readFileSync(resolve(ROOT, file), 'utf8')
  expect(committed('docs/configuration.md')).toBe(configurationPage(GROUPS))
  expect(committed('deploy/env.example')).toBe(envExample(GROUPS))
})

it('deploy/env.example has every variable that is of use in production, and only those', () => {
  const example = readFileSync(resolve(ROOT, 'deploy/env.example'), 'utf8')
  const named = [...example.matchAll(/^(?:# )?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name)
  const wanted = settings.filter(([, { development }]) => !development).map(([name]) => name)
  expect(named.sort()).toEqual([...wanted, 'POSTGRES_PASSWORD'].sort())
})
