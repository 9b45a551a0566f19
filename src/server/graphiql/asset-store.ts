import { extname } from 'node:path'
import { ASSET_SOURCES, type AssetFile, type AssetRole, readAssetFile } from './asset-files.ts'
import { type Encoding, encode } from './encoding.ts'
import { contentHash, splitFonts } from './split-fonts.ts'

/** Folder of the assets on the gateway's origin. */
export const ASSET_PATH = '/graphiql/assets/'

const CONTENT_TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

export interface Asset {
  contentType: string
  hash: string
  /** Fonts are compressed in themselves. */
  compressible: boolean
  /** The bytes in that encoding; compressed once, then kept. */
  bytes(encoding: Encoding): Promise<Buffer>
}

/** A file the page names in its head: its plain URL (what modules import) and its hashed URL (what is loaded). */
export interface AssetLink {
  role: AssetRole
  plainUrl: string
  url: string
}

export interface AssetStore {
  /** In loading order. */
  links: AssetLink[]
  find(hashedName: string): Asset | undefined
}

/** Reads all files once and names each by its content. Rejects when a package is missing from node_modules. */
export async function loadAssets(): Promise<AssetStore> {
  const assets = new Map<string, Asset>()
  const links: AssetLink[] = []
  const files = await Promise.all(ASSET_SOURCES.map(readAssetFile))
  for (const [index, source] of ASSET_SOURCES.entries()) {
    const read = files[index]
    if (read === undefined) continue
    const { sheet, fonts } = source.role === 'style' ? splitFonts(read) : { sheet: read, fonts: [] }
    for (const font of fonts) assets.set(font.name, asset(font))
    const extension = extname(sheet.name)
    const hashedName = `${sheet.name.slice(0, -extension.length)}-${contentHash(sheet.body)}${extension}`
    assets.set(hashedName, asset(sheet))
    links.push({ role: source.role, plainUrl: ASSET_PATH + sheet.name, url: ASSET_PATH + hashedName })
  }
  return { links, find: (name) => assets.get(name) }
}

function asset(file: AssetFile): Asset {
  const extension = extname(file.name)
  const encoded = new Map<Encoding, Promise<Buffer>>()
  return {
    contentType: CONTENT_TYPES[extension] ?? 'application/octet-stream',
    hash: contentHash(file.body),
    compressible: !extension.startsWith('.woff'),
    bytes(encoding) {
      const known = encoded.get(encoding)
      if (known !== undefined) return known
      const fresh = encode(file.body, encoding)
      encoded.set(encoding, fresh)
      return fresh
    },
  }
}
