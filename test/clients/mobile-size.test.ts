import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { expect, it } from 'vitest'

/** What client-examples/mobile-stock/README.md says, in bytes. */
const BUDGET = { minified: 23_000, gzipped: 7_200 }

it('is as small as its README says, with graphql-ws and without a GraphQL parser', async () => {
  const built = (await build({
    configFile: false,
    logLevel: 'silent',
    root: 'client-examples/mobile-stock',
    build: { write: false, minify: true, lib: { entry: 'index.ts', formats: ['es'], fileName: 'library' } },
  })) as Rolldown.RolldownOutput[]
  const chunks = built.flatMap(({ output }) => output).filter((part) => part.type === 'chunk')
  const code = chunks.map((chunk) => chunk.code).join('')
  const packages = new Set(
    chunks.flatMap(({ moduleIds }) => moduleIds.flatMap((id) => /node_modules\/([^/]+)/.exec(id)?.[1] ?? [])),
  )
  expect([...packages]).toEqual(['graphql-ws'])
  expect(code.length).toBeGreaterThan(5_000)
  expect(code.length).toBeLessThan(BUDGET.minified)
  expect(gzipSync(code).length).toBeLessThan(BUDGET.gzipped)
})
