import { existsSync, globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { documentedVariables } from './documented-variables.ts'
import { scriptNames } from './package-scripts.ts'
import { ROOT } from './pages.ts'

/**
 * Commands of the pages that a test runs as they stand, against the gateway of the test. All others are checked: see
 * `LOOKED_AT`.
 */
const RUN: readonly RegExp[] = [
  /^npm run --silent token /,
  /^npm run --silent export /,
  /^curl -s+N?f? .*localhost:40[01]0\//,
  /^openssl rand /,
]

export const isRun = (line: string) => RUN.some((pattern) => pattern.test(line))

/**
 * Commands that no test can run: they install, start a server or a browser, take long, or need Docker, a cluster or hosts of
 * production. Each gives what is wrong with its words, in words: null when everything it names is there.
 */
const LOOKED_AT: Readonly<Record<string, (words: readonly string[]) => string | null>> = {
  npm: npmCommand,
  npx: ([tool, ...words]) =>
    ['vitest', 'tsc'].includes(tool ?? '')
      ? missingFile(words.filter((word) => word.includes('/')))
      : `npx ${tool}?`,
  node: (words) => missingFile(words.filter((word) => !word.startsWith('--'))),
  git: ([verb]) => (verb === 'pull' ? null : `git ${verb}?`),
  cp: ([from]) => missingFile([from ?? '']),
  docker: (words) => missingFile(valuesOf(words, ['-f', '--env-file']).filter((file) => file !== '.env')),
  kubectl: (words) => missingFile(valuesOf(words, ['-f', '-k'])),
  pg_dump: () => null,
  pg_restore: () => null,
  promtool: (words) => missingFile(words.filter((word) => word.includes('/'))),
  curl: (words) => (words.some((word) => /^https?:/.test(word)) ? null : 'curl without an address'),
}

function npmCommand([verb, name, ...rest]: readonly string[]): string | null {
  if (verb === 'ci' || verb === 'install') return null
  if (verb === 'start' || verb === 'test') return null
  if (verb !== 'run') return `npm ${verb}?`
  const script = scriptNames.get(name ?? '')
  if (script === undefined) return `there is no script ${name}`
  const text = sourcesOf(script)
  const unknown = rest
    .filter((word) => /^--\w/.test(word))
    .find((flag) => !takes(text, flag.slice(2).split('=')[0] ?? ''))
  return unknown === undefined ? null : `npm run ${name} knows no ${unknown}`
}

/** The text of the files that a script of package.json runs. */
function sourcesOf(script: string): string {
  const file = /[\w./-]+\.ts/.exec(script)?.[0]
  if (!file) return script
  const folder = file.replace(/\/run\.ts$|\.ts$/, '')
  return [file, ...globSync(`${folder}/**/*.ts`, { cwd: ROOT })]
    .map((path) => readFileSync(resolve(ROOT, path), 'utf8'))
    .join('\n')
}

/** As an option of parseArgs, or in the usage text. */
const takes = (text: string, flag: string) => new RegExp(`--${flag}\\b|^\\s*'?${flag}'?: \\{`, 'm').test(text)

const missingFile = (files: readonly string[]) => {
  const missing = files.find((file) => !existsSync(resolve(ROOT, file)))
  return missing === undefined ? null : `there is no ${missing}`
}

const valuesOf = (words: readonly string[], flags: readonly string[]) =>
  words.filter((_word, at) => flags.includes(words[at - 1] ?? ''))

/** Commands of a block, one a line as a reader would paste it: continued lines are joined, comments left out. */
export function linesOf(text: string): readonly string[] {
  return text
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.replace(/(^|\s)# .*$/, '').trim())
    .filter((line) => line !== '')
}

/** What is wrong with a line that is not run, in words; null when everything that it names is there. */
export function problemOf(line: string): string | null {
  for (const command of line.split(/ (?:&&|\|\|?|;) /)) {
    const words = command
      .trim()
      .replace(/ [<>]+ ?\S+/g, '')
      .split(/\s+/)
    while (/^[A-Z_]+=/.test(words[0] ?? '')) {
      const name = words.shift()?.split('=')[0] ?? ''
      if (!documentedVariables().has(name)) return `there is no setting ${name}`
    }
    const [first, ...others] = words
    if (first === undefined || first === '') continue
    const look = Object.hasOwn(LOOKED_AT, first) ? LOOKED_AT[first] : undefined
    const problem = look
      ? look(others)
      : `${first} is no command that pages may name: see test/docs/support/commands.ts`
    if (problem !== null) return problem
  }
  return null
}
