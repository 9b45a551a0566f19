import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { allPages, type Block, ROOT } from './support/pages.ts'
import { preludeOf } from './support/preludes.ts'

const blocks = allPages().flatMap((page) => page.blocks.filter(({ kind }) => /^tsx?$/.test(kind)))

let folder: string
beforeAll(() => {
  // Below the project, so that packages are found; in a folder of its own, so that nothing else sees it.
  const cache = resolve(ROOT, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  folder = mkdtempSync(join(cache, 'docs-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const nameOf = ({ page, line, kind }: Block) => `${page.replaceAll(/[/.]/g, '_')}_${line}.${kind}`

/** What the compiler says of the blocks, one line for each error. */
function errorsIn(some: readonly Block[]): string[] {
  // A block of client-examples/README.md stands for a file in one of the examples.
  for (const block of some) {
    const place = join(
      folder,
      dirname(block.page) === 'client-examples' ? 'client-examples/example' : dirname(block.page),
    )
    mkdirSync(place, { recursive: true })
    writeFileSync(join(place, nameOf(block)), `${preludeOf(block)}\n${block.text}\nexport {}\n`)
  }
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: resolve(ROOT, 'tsconfig.json'),
      compilerOptions: {
        jsx: 'react-jsx',
        lib: ['esnext', 'dom'],
        noUncheckedSideEffectImports: false,
        // Paths in a block are those of the folder that its page is in.
        rootDirs: [folder, ROOT],
        paths: { '@project/*': [join(ROOT, '*')] },
      },
      include: ['**/*.ts', '**/*.tsx'],
      exclude: [],
    }),
  )
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
  const { stdout, status } = spawnSync(
    process.execPath,
    [tsc, '-p', join(folder, 'tsconfig.json'), '--pretty', 'false'],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  )
  const errors = stdout.split('\n').filter((line) => line.includes('error TS'))
  if (status !== 0 && errors.length === 0) throw new Error(stdout)
  return errors.map((line) => line.replace(/^.*?([^/]+\.tsx?\(.*)$/, '$1'))
}

it('every block of TypeScript agrees with the types of the code it uses', () => {
  expect(blocks.length).toBeGreaterThan(2)
  expect(errorsIn(blocks)).toEqual([])
})

it('finds a block that does not', () => {
  const [block] = blocks.filter(({ page }) => basename(dirname(page)) === 'mobile-stock')
  if (!block) throw new Error('there is one')
  const wrong = { ...block, line: 9_999, text: block.text.replace('.start()', '.dance()') }
  expect(errorsIn([wrong]).join()).toContain("'dance'")
})
