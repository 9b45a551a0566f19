import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A file of the page before it gets its hashed name. */
export interface AssetFile {
  name: string
  body: Buffer
}

/** How the page refers to a file: a classic script, the entry module, a module the entry imports, or a sheet. */
export type AssetRole = 'script' | 'entry' | 'module' | 'style'

interface AssetSource {
  /** npm package, or undefined for a file of our own under client/. */
  package?: string
  path: string
  name: string
  role: AssetRole
}

/**
 * Everything the page loads, in loading order: the UMD builds find each other through globals, so React comes
 * before GraphiQL and GraphiQL before its plugin.
 */
export const ASSET_SOURCES: readonly AssetSource[] = [
  { package: 'graphiql', path: 'graphiql.min.css', name: 'graphiql.css', role: 'style' },
  { package: '@graphiql/plugin-explorer', path: 'dist/style.css', name: 'explorer.css', role: 'style' },
  { path: 'page.css', name: 'page.css', role: 'style' },
  { package: 'react', path: 'umd/react.production.min.js', name: 'react.js', role: 'script' },
  { package: 'react-dom', path: 'umd/react-dom.production.min.js', name: 'react-dom.js', role: 'script' },
  { package: 'graphiql', path: 'graphiql.min.js', name: 'graphiql.js', role: 'script' },
  { package: '@graphiql/plugin-explorer', path: 'dist/index.umd.js', name: 'explorer.js', role: 'script' },
  { package: 'graphql-ws', path: 'umd/graphql-ws.min.js', name: 'graphql-ws.js', role: 'script' },
  { path: 'page.mjs', name: 'page.mjs', role: 'entry' },
  { path: 'fetcher.mjs', name: 'fetcher.mjs', role: 'module' },
  { path: 'live-status.mjs', name: 'live-status.mjs', role: 'module' },
  { path: 'restore-tabs.mjs', name: 'restore-tabs.mjs', role: 'module' },
  { path: 'page-storage.mjs', name: 'page-storage.mjs', role: 'module' },
  { path: 'examples-panel.mjs', name: 'examples-panel.mjs', role: 'module' },
]

const require = createRequire(import.meta.url)
const ownFolder = join(dirname(fileURLToPath(import.meta.url)), 'client')

/** Reads one source from node_modules or client/. Scripts lose their source map comment: the maps are not served. */
export async function readAssetFile(source: AssetSource): Promise<AssetFile> {
  const folder = source.package === undefined ? ownFolder : packageFolder(source.package)
  const body = await readFile(join(folder, source.path))
  if (source.role !== 'script') return { name: source.name, body }
  const text = body.toString('utf8').replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n')
  return { name: source.name, body: Buffer.from(text) }
}

/** The builds are not in the packages' `exports`, so the folder is found through package.json, which is. */
function packageFolder(name: string): string {
  return dirname(require.resolve(`${name}/package.json`))
}
