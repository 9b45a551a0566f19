import { XMLParser } from 'fast-xml-parser'
import { storable } from '../domain/text.ts'

/** Answers and callbacks above this many characters are refused unread; a stocktake page is some hundred kilobytes. */
const LONGEST = 4 << 20
/** Qimen's deepest messages nest eight levels. */
const DEEPEST = 24

const OPTIONS = {
  // Codes like 000123 and 1e5 must stay text.
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  htmlEntities: false,
  maxNestedTags: DEEPEST,
  attributeNamePrefix: '',
}
const elements = new XMLParser({ ...OPTIONS, ignoreAttributes: true })
const elementsAndAttributes = new XMLParser({ ...OPTIONS, ignoreAttributes: false })

/**
 * XML to plain objects; texts stay strings. A document type is refused altogether: with it go external and nested
 * entities.
 * @param attributes they are read too, as if they were elements
 * @throws SyntaxError for anything that is not a small, plain document
 */
export function readXml(text: string, { attributes = false } = {}): Record<string, unknown> {
  if (text.length > LONGEST) throw new SyntaxError(`XML longer than ${LONGEST} characters`)
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new SyntaxError('XML with a document type')
  try {
    const document: unknown = (attributes ? elementsAndAttributes : elements).parse(storable(text), true)
    if (typeof document === 'object' && document !== null) return document as Record<string, unknown>
  } catch {
    // The parser's message quotes the text.
  }
  throw new SyntaxError('not an XML document')
}
