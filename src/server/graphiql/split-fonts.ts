import { createHash } from 'node:crypto'
import type { AssetFile } from './asset-files.ts'

const FONT = /url\((["']?)data:font\/(woff2?);(?:charset=[\w-]+;)?base64,([A-Za-z0-9+/=]+)\1\)/g

/**
 * GraphiQL's style sheet carries some thirty fonts inside itself, over half of the sheet. As files of their own they are
 * loaded only for the scripts (Latin, Greek, ...) that are on screen, and the page needs no `data:` in font-src.
 */
export function splitFonts(sheet: AssetFile): { sheet: AssetFile; fonts: AssetFile[] } {
  const fonts = new Map<string, AssetFile>()
  const css = sheet.body
    .toString('utf8')
    .replace(FONT, (_match, _quote: string, format: string, data: string) => {
      const body = Buffer.from(data, 'base64')
      const name = `font-${contentHash(body)}.${format}`
      fonts.set(name, { name, body })
      return `url(${name})`
    })
  return { sheet: { name: sheet.name, body: Buffer.from(css) }, fonts: [...fonts.values()] }
}

/** Short name of a file's content: 12 hex digits are plenty for a few dozen files. */
export function contentHash(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 12)
}
