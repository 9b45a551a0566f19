import type { PageOfGraph } from '../../test/big/pages.ts'

export interface CataloguePage extends PageOfGraph {
  /** Facets are counted for each question, as for the first one; a gateway keeps those of many products for a minute. */
  readonly countsAnew?: boolean
}

const NODES = 'nodes { id title price { amount } skus { code available } }'
const FACETS = 'facets { name values { value count } }'

const list = (args: string, fields = NODES) => `{ products(first: 20, ${args}) { ${fields} } }`
const search = (words: string, args = '') => `filter: { search: "${words}" ${args} }`

/** Shoppers' queries. The same for both sizes: none names a product. */
export const PAGES: readonly CataloguePage[] = [
  { name: 'first page', source: `{ products(first: 20) { ${NODES} } }` },
  { name: 'search, a Chinese word of 40 products', source: list(search('青瓷')) },
  { name: 'search, a Chinese word of a quarter of all', source: list(search('龙井')) },
  { name: 'search, a Latin word of 40 products', source: list(search('celadon')) },
  { name: 'search, a Latin word of a quarter of all', source: list(search('teapot')) },
  { name: 'search, a typo in a word of 40 products', source: list(search('celadn')) },
  { name: 'search, a typo in a word of a quarter of all', source: list(search('teapto')) },
  { name: 'search, two words that most have not together', source: list(search('teapot celadon')) },
  { name: 'search that finds nothing', source: list(search('zzzqqqxxx')) },
  {
    name: 'search with facets, 40 products',
    source: list(search('celadon'), `${NODES} ${FACETS}`),
  },
  {
    name: 'search with facets, a quarter of all',
    source: list(search('teapot'), `${NODES} ${FACETS}`),
  },
  {
    name: 'search with facets, a quarter of all, counted for each question',
    source: list(search('teapot'), `${NODES} ${FACETS}`),
    countsAnew: true,
  },
  { name: 'first page with facets', source: `{ products(first: 20) { ${NODES} ${FACETS} } }` },
  {
    name: 'first page with facets, counted for each question',
    source: `{ products(first: 20) { ${NODES} ${FACETS} } }`,
    countsAnew: true,
  },
  {
    name: 'category, attribute and price, cheapest first',
    source: list(
      `sort: PRICE_ASC, filter: { categoryIds: ["${btoa('Category:category-1')}"], price: { min: "10", max: "500" },
        attributes: [{ name: "Colour", values: ["Red"] }] }`,
    ),
  },
  ...['NEWEST', 'PRICE_ASC', 'PRICE_DESC', 'BEST_SELLING', 'TITLE'].flatMap((sort) => [
    { name: `sorted: ${sort}`, source: list(`sort: ${sort}`) },
    { name: `search sorted: ${sort}`, source: list(`sort: ${sort}, ${search('teapot')}`) },
  ]),
]
