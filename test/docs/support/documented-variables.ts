import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ROOT } from './pages.ts'

let known: ReadonlySet<string> | null = null

/** The environment variables in the first column of docs/configuration.md's tables. */
export function documentedVariables(): ReadonlySet<string> {
  known ??= new Set(
    [
      ...readFileSync(resolve(ROOT, 'docs/configuration.md'), 'utf8').matchAll(/^\|([^|]*`[A-Z][^|]*)\|/gm),
    ].flatMap(([, cell = '']) => [...cell.matchAll(/`([A-Z][A-Z0-9_]*)`/g)].map(([, name = '']) => name)),
  )
  return known
}
