import { XMLParser } from 'fast-xml-parser'

/** Every list in the documents that the WMS takes: a plural wrapper around singular children (protocols.md 4.4). */
const LISTS = new Set(['orderLine', 'item', 'criteria', 'package', 'batch', 'transferItem', 'transferItems'])

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: true,
  processEntities: true,
  isArray: (name, path) => LISTS.has(name) && !String(path).endsWith('singleitem.item'),
})

export type XmlNode = Record<string, unknown>

const isNode = (value: unknown): value is XmlNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The content of the named root; undefined when the text is no such document or carries a DOCTYPE. */
export function readXml(text: string, root: string): XmlNode | undefined {
  if (/<!DOCTYPE/i.test(text)) return undefined
  try {
    const tree: unknown = parser.parse(text, true)
    const node = isNode(tree) ? tree[root] : undefined
    if (node === '') return {}
    return isNode(node) ? node : undefined
  } catch {
    return undefined
  }
}

/** Text of a leaf; '' when it is absent or empty. */
export function leaf(node: XmlNode | undefined, name: string): string {
  const value = node?.[name]
  return typeof value === 'string' ? value : ''
}

export function child(node: XmlNode | undefined, name: string): XmlNode | undefined {
  const value = node?.[name]
  if (Array.isArray(value)) return isNode(value[0]) ? value[0] : undefined
  return isNode(value) ? value : undefined
}

/** Children of a list wrapper; the wrapper may be missing or empty. */
export function children(node: XmlNode | undefined, wrapper: string, singular: string): XmlNode[] {
  const list = child(node, wrapper)?.[singular]
  if (Array.isArray(list)) return list.filter(isNode)
  return isNode(list) ? [list] : []
}
