import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ROOT } from './pages.ts'

const { scripts } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}

/** The scripts of package.json, by name. */
export const scriptNames: ReadonlyMap<string, string> = new Map(Object.entries(scripts))
