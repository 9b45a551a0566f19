import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { generate } from '@graphql-codegen/cli'
import { configOf, EXAMPLES, type Example, GENERATED } from '../../codegen.ts'

/** The documents of all examples by hash, for a gateway that only accepts trusted documents. */
const MANIFEST = `${GENERATED}/persisted-documents.json`

/** Text by path from here. The manifest is always whole: examples that were not asked for are taken from disk. */
export async function generatedFiles(asked: readonly Example[]): Promise<Map<string, string>> {
  const outputs: { filename: string; content: string }[] = await generate(configOf(asked), false)
  const texts = new Map(
    outputs.map(({ filename, content }) => [relative('.', filename), `${content.trimEnd()}\n`]),
  )
  const documents: [string, string][] = EXAMPLES.flatMap((example) => {
    const path = `${GENERATED}/${example}/persisted-documents.json`
    const text = texts.get(path) ?? readIfThere(path)
    return text === undefined ? [] : Object.entries<string>(JSON.parse(text))
  })
  const sorted = documents.sort(([one], [other]) => (one < other ? -1 : 1))
  return texts.set(MANIFEST, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`)
}

/** Paths of the files that differ on disk, or that nothing generates any more. */
export function differing(texts: ReadonlyMap<string, string>): string[] {
  const changed = [...texts].filter(([path, text]) => readIfThere(path) !== text).map(([path]) => path)
  return [...changed, ...leftOver(texts)].sort()
}

/** Gives the paths of what it changed. */
export function write(texts: ReadonlyMap<string, string>): string[] {
  const changed = differing(texts)
  for (const path of changed) {
    const text = texts.get(path)
    if (text === undefined) rmSync(path)
    else {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
  }
  return changed
}

/** Files in the folders written to that nothing generates any more. */
function leftOver(texts: ReadonlyMap<string, string>): string[] {
  const folders = new Set([...texts.keys()].map((path) => dirname(path)).filter((path) => path !== GENERATED))
  return [...folders]
    .flatMap((folder) => (existsSync(folder) ? readdirSync(folder).map((name) => `${folder}/${name}`) : []))
    .filter((path) => !texts.has(path))
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}
