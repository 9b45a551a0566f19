import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

/** A test that reaches one of these needs a database, a process or a whole gateway: it is no pure one. */
const WORLD = [
  'src/app.ts',
  'src/store/embedded-database.ts',
  'src/store/server-database.ts',
  'test/support/supervised.ts',
]

const PROCESSES = new Set(['node:child_process', 'node:worker_threads', 'playwright-core', 'vite'])

const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g
const TYPES_ONLY = /^\s*(?:import|export) type [^;]*?from '[^']+'/gm

/**
 * The test files that start neither a database nor a process, found by following their imports. They share
 * workers (project `pure`); all others have one of their own and may ask for the cluster (project `world`).
 */
export function pureTests(root: string, include: readonly string[]): string[] {
  const world = new Map<string, boolean>(WORLD.map((file) => [resolve(root, file), true]))
  return globSync([...include], { cwd: root })
    .filter((file) => !reachesWorld(resolve(root, file), world))
    .map((file) => relative(root, join(root, file)))
    .sort()
}

function reachesWorld(file: string, known: Map<string, boolean>): boolean {
  const before = known.get(file)
  if (before !== undefined) return before
  known.set(file, false)
  const reaches = importsOf(file).some((name) =>
    name.startsWith('.')
      ? name.endsWith('.ts') && reachesWorld(resolve(dirname(file), name), known)
      : PROCESSES.has(name),
  )
  known.set(file, reaches)
  return reaches
}

function importsOf(file: string): string[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8').replace(TYPES_ONLY, '')
  } catch {
    return []
  }
  return [...text.matchAll(IMPORT)].map((match) => match[1] ?? '')
}
