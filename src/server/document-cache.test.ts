import { parse } from 'graphql'
import { expect, it } from 'vitest'
import { DocumentCache, heapOf } from './document-cache.ts'

const documentOf = (name: string, fields = 100) => parse(`{ ${name} ${'x '.repeat(fields)}}`)

it('knows a document by its text, and only the one that is kept', () => {
  const cache = new DocumentCache()
  const [document, again] = [documentOf('a'), documentOf('a')]
  const text = document.loc?.source.body ?? ''
  expect(cache.get(text)).toBeUndefined()
  cache.keep(document)
  cache.keep(again)
  expect(cache.get(text)).toBe(document)
  expect([cache.has(document), cache.has(again)]).toEqual([true, false])
})

it('has room for bytes, not for a number of texts: the longest unused go first', () => {
  const each = heapOf(documentOf('a'))
  const cache = new DocumentCache(3.5 * each)
  const documents = ['a', 'b', 'c'].map((name) => documentOf(name))
  for (const document of documents) cache.keep(document)
  expect(cache.size).toBe(3 * each)
  cache.get(documents[0]?.loc?.source.body ?? '')
  const next = documentOf('d')
  cache.keep(next)
  expect([...documents, next].map((document) => cache.has(document))).toEqual([true, false, true, true])
  const large = documentOf('e', 1_000)
  cache.keep(large)
  expect(cache.has(large)).toBe(false)
  expect(cache.size).toBe(3 * each)
})
