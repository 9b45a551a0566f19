import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { differing, generatedFiles, write } from '../../scripts/codegen/generated-files.ts'

const PROJECT = process.cwd()
const OUT = 'client-examples/generated'
let folder: string

/** A copy of what the generator reads, with one small example, so that nothing of the project is written. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'codegen-'))
  cpSync('schema/schema.graphql', join(folder, 'schema/schema.graphql'))
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'))
  process.chdir(folder)
  mkdirSync('client-examples/storefront', { recursive: true })
  writeFileSync(
    'client-examples/storefront/grid.tsx',
    'export const GRID = graphql(`query Grid { products(first: 1) { nodes { id availability } } }`)\n',
  )
})
afterAll(() => {
  process.chdir(PROJECT)
  rmSync(folder, { recursive: true })
})

const read = (path: string) => readFileSync(path, 'utf8')

it('writes typed documents and a manifest; the check then is silent, and names what differs without mending it', async () => {
  const texts = await generatedFiles(['storefront', 'operator'])
  expect(differing(texts)).toContain(`${OUT}/storefront/graphql.ts`)
  expect(write(texts)).toHaveLength(9)
  expect(differing(texts)).toEqual([])

  const types = read(`${OUT}/storefront/graphql.ts`)
  expect(types).toContain("| 'LOW_STOCK'")
  expect(types).toContain('export const GridDocument')
  expect(read(`${OUT}/storefront/gql.ts`)).toContain("from './graphql.ts'")
  const hash = /"__meta__":\{"hash":"(sha256:[0-9a-f]{64})"/.exec(types)?.[1] ?? ''
  expect(Object.keys(JSON.parse(read(`${OUT}/persisted-documents.json`)))).toEqual([hash])

  writeFileSync(`${OUT}/storefront/graphql.ts`, 'changed by hand')
  writeFileSync(`${OUT}/operator/left-over.ts`, '')
  expect(differing(texts)).toEqual([`${OUT}/operator/left-over.ts`, `${OUT}/storefront/graphql.ts`])
  expect(read(`${OUT}/storefront/graphql.ts`)).toBe('changed by hand')
  expect(write(texts)).toHaveLength(2)
  expect(differing(texts)).toEqual([])
})
