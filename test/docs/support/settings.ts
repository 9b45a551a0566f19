import { readConfig } from '../../../src/config/index.ts'
import { randomKey } from '../../support/settings.ts'
import { documentedVariables } from './documented-variables.ts'

/** Settings that other programs of a deployment read: PostgreSQL's image. */
const OF_OTHERS = new Set(['POSTGRES_PASSWORD'])

/** Lines of NAME=value, comments between them, as an env file has them; the program takes them. @throws what it would say */
export function readSettings(text: string): Readonly<Record<string, string>> {
  const pairs = text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', value = ''] = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? []
      if (!documentedVariables().has(name) && !OF_OTHERS.has(name))
        throw new Error(`there is no setting "${line}"`)
      return [name, value] as const
    })
  const settings = Object.fromEntries(pairs.filter(([name]) => !OF_OTHERS.has(name)))
  // A page prints no key: readers fill in one of their own.
  readConfig({ ...settings, ...(settings.ENCRYPTION_KEY === '' && { ENCRYPTION_KEY: randomKey() }) })
  return settings
}
