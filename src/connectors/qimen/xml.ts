import { XMLBuilder, XMLParser } from 'fast-xml-parser'
import { storable } from '../../domain/text.ts'

/** Answers and callbacks above this many characters are refused unread; a stocktake page is some hundred kilobytes. */
const LONGEST = 4 << 20
/** Qimen's deepest messages nest eight levels. */
const DEEPEST = 24

const parser = new XMLParser({
  // Codes like 000123 and 1e5 must stay text.
  parseTagValue: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  htmlEntities: false,
  maxNestedTags: DEEPEST,
})
const builder = new XMLBuilder({ suppressEmptyNode: false })

/**
 * XML to plain objects; texts stay strings. A document type is refused altogether: with it go external and nested
 * entities.
 * @throws SyntaxError for anything that is not a small, plain document
 */
export function readXml(text: string): Record<string, unknown> {
  if (text.length > LONGEST) throw new SyntaxError(`XML longer than ${LONGEST} characters`)
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new SyntaxError('XML with a document type')
  try {
    const document: unknown = parser.parse(storable(text), true)
    if (typeof document === 'object' && document !== null) return document as Record<string, unknown>
  } catch {
    // The parser's message quotes the text.
  }
  throw new SyntaxError('not an XML document')
}

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
