import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

export interface Built {
  readonly folder: string
  remove(): Promise<void>
}

/** Builds an example with Vite for a gateway, in a folder of its own. */
export async function buildExample(example: 'storefront' | 'operator', gatewayUrl: string): Promise<Built> {
  const root = fileURLToPath(new URL(`../../${example}`, import.meta.url))
  const folder = await mkdtemp(join(tmpdir(), `${example}-`))
  // A test runner says NODE_ENV=test, for which React would be built with all its checks.
  const { NODE_ENV } = process.env
  process.env.NODE_ENV = 'production'
  process.env.VITE_GATEWAY_URL = gatewayUrl
  try {
    await build({
      root,
      configFile: join(root, 'vite.config.ts'),
      mode: 'production',
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: true },
    })
  } finally {
    delete process.env.VITE_GATEWAY_URL
    if (NODE_ENV === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = NODE_ENV
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Compressed bytes of every script of a build, by file name. */
export async function scriptSizes(folder: string): Promise<ReadonlyMap<string, number>> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.js'))
  const sizes = await Promise.all(
    names.map(async (name) => [name, gzipSync(await readFile(join(folder, name))).length] as const),
  )
  return new Map(sizes)
}
