import { XMLBuilder } from 'fast-xml-parser'

const builder = new XMLBuilder({ suppressEmptyNode: false })

/** Null, undefined and empty texts are left out; lists are given as `{ orderLine: [...] }`. */
export function writeXml(root: string, content: Readonly<Record<string, unknown>>): string {
  return `<?xml version="1.0" encoding="utf-8"?>${builder.build({ [root]: clean(content) })}`
}

/** XML 1.0 knows no control characters but tab and line ends. */
const FORBIDDEN = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu

function clean(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(FORBIDDEN, '')
  if (Array.isArray(value)) return value.map(clean)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined && inner !== null && inner !== '')
      .map(([key, inner]) => [key, clean(inner)]),
  )
}
