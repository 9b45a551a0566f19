import { z } from 'zod'
import type {
  FoundProduct,
  ListedProduct,
  ListPart,
  ProductConditions,
  ProductSort,
} from '../domain/product-list.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'
import { allOf, listConditions, type Matches, readMatches, readPart } from './product-matches.ts'

/**
 * If many products match, a page is read along the order of its list, which meets enough of them soon; after this many
 * rows, as where a title's first word decides both, all that match are sorted instead.
 */
const LONGEST_WAY = 1_000

/** A stretch of a list with one order. The stretches of a list follow each other. */
interface Stretch {
  readonly where?: Prisma.Sql
  /** `where` is about `words`, its row of the search index, instead of the row of the list. */
  readonly readsWords?: true
  /** Its keys are about `scored`, what a search engine found. */
  readonly readsScores?: true
  /** Its part of the matches, as a query of the index; absent: all. */
  readonly part?: string
  readonly keys: readonly Key[]
  readonly descending: boolean
}
/** A column to sort by, its value as a cursor has it, and what a cursor may say. */
interface Key {
  readonly column: Prisma.Sql
  readonly text: Prisma.Sql
  readonly value: (text: string) => Prisma.Sql
  readonly form: RegExp
}

const CREATED: Key = {
  column: Prisma.sql`list.created_at`,
  text: Prisma.sql`(extract(epoch FROM list.created_at) * 1000)::bigint::text`,
  value: (ms) => Prisma.sql`to_timestamp(${ms}::text::bigint / 1000.0)`,
  form: /^-?\d{1,15}$/,
}
const PRICE: Key = {
  column: Prisma.sql`list.price_minor`,
  text: Prisma.sql`list.price_minor::text`,
  value: (minor) => Prisma.sql`${minor}::text::bigint`,
  form: /^\d{1,18}$/,
}
const SOLD: Key = {
  column: Prisma.sql`list.sold`,
  text: Prisma.sql`list.sold::text`,
  value: (pieces) => Prisma.sql`${pieces}::text::int`,
  form: /^\d{1,9}$/,
}
const TITLE: Key = {
  column: Prisma.sql`list.title`,
  text: Prisma.sql`list.title`,
  value: (title) => Prisma.sql`${title}`,
  form: /^[^\0]{0,60}$/,
}
const SCORE: Key = {
  column: Prisma.sql`scored.score`,
  text: Prisma.sql`scored.score::text`,
  value: (score) => Prisma.sql`${score}::text::int`,
  form: /^\d{1,7}$/,
}
const BEST_SELLING = { keys: [SOLD, CREATED], descending: true } as const

/** Products without a price come last, in both directions. */
const byPrice = (descending: boolean): readonly Stretch[] => [
  { where: Prisma.sql`list.price_minor IS NOT NULL`, keys: [PRICE], descending },
  { where: Prisma.sql`list.price_minor IS NULL`, keys: [], descending },
]

const LISTS = {
  /** The order in which products came into the catalogue. */
  LISTED: [{ keys: [CREATED], descending: false }],
  NEWEST: [{ keys: [CREATED], descending: true }],
  TITLE: [{ keys: [TITLE], descending: false }],
  BEST_SELLING: [BEST_SELLING],
  PRICE_ASC: byPrice(false),
  PRICE_DESC: byPrice(true),
} as const satisfies Record<string, readonly Stretch[]>

/**
 * By relevance there are three lists: with many matches only whole words and word beginnings are ranked apart, and FOUND
 * is ranked by a search engine.
 */
type ListName = keyof typeof LISTS | 'RELEVANCE' | 'RELEVANCE_OF_MANY' | 'FOUND'

function stretchesOf(
  name: ListName,
  { exact, phrase }: Pick<Matches, 'exact' | 'phrase'>,
): readonly Stretch[] {
  if (name === 'RELEVANCE')
    return [
      Prisma.sql`words.words @@ ${phrase}::tsquery`,
      Prisma.sql`words.words @@ ${exact}::tsquery AND NOT words.words @@ ${phrase}::tsquery`,
      Prisma.sql`NOT (words.words @@ ${exact}::tsquery OR words.words @@ ${phrase}::tsquery)`,
    ].map((where) => ({ where, readsWords: true, ...BEST_SELLING }))
  if (name === 'FOUND') return [{ keys: [SCORE, ...BEST_SELLING.keys], descending: true, readsScores: true }]
  if (name === 'RELEVANCE_OF_MANY')
    return [`(${exact})`, `!(${exact})`].map((part) => ({ part, ...BEST_SELLING }))
  return LISTS[name]
}

const sortOf = (list: ListName) => (list === 'RELEVANCE_OF_MANY' || list === 'FOUND' ? 'RELEVANCE' : list)

function listOf(
  sort: ProductSort | null | undefined,
  conditions: ProductConditions,
  matches: Matches | null,
): ListName {
  const byRelevance = sort === 'RELEVANCE' || (!sort && conditions.search)
  if (sort && sort !== 'RELEVANCE') return sort
  if (byRelevance && conditions.found) return 'FOUND'
  if (!byRelevance || !matches?.exact) return 'LISTED'
  return matches.ids ? 'RELEVANCE' : 'RELEVANCE_OF_MANY'
}

/**
 * Products, on show unless other states are asked for. SQL of its own, because Prisma has no words for the search. A page
 * begins where its cursor says, also where that product has changed or left the list meanwhile, and where a search engine
 * has gone or come back.
 * @returns null for a cursor of another list
 */
export async function listProducts(
  prisma: PrismaClient,
  asked: ProductConditions,
  { take, cursor, sort }: ListPart,
): Promise<readonly ListedProduct[] | null> {
  const place = cursor === null ? null : await readPlace(prisma, cursor)
  if (cursor !== null && !place) return null
  const conditions = place && isOwnRanking(place.list) ? { ...asked, found: null } : asked
  const matches = await readMatches(prisma, conditions)
  const present = listOf(sort, conditions, matches)
  const isForsaken = place?.list === 'FOUND' && !conditions.found && sortOf(sort ?? 'FOUND') === 'RELEVANCE'
  const from =
    isForsaken && matches && conditions.search
      ? await ownPlace(prisma, place, conditions, present, matches)
      : place
  if (from && sortOf(from.list) !== sortOf(present)) return null
  const name = from?.list ?? present
  const stretches = stretchesOf(name, matches ?? { exact: null, phrase: null })
  if (from && !stretches[from.stretch]) return null
  const isForward = take >= 0
  const found: ListedProduct[] = []
  const order = stretches
    .map((stretch, at) => ({ stretch, at }))
    .filter(({ at }) => !from || (isForward ? at >= from.stretch : at <= from.stretch))
  for (const { stretch, at } of isForward ? order : order.toReversed()) {
    if (found.length >= Math.abs(take)) break
    const missing = (Math.abs(take) - found.length) * (isForward ? 1 : -1)
    const place = from?.stretch === at ? from : null
    const rows = await readStretch(prisma, { conditions, matches, stretch, take: missing, place })
    if (rows === null) return null
    for (const { id, keys } of rows)
      found.push({ id, cursor: cursorOf({ id, list: name, stretch: at, keys }) })
  }
  return isForward ? found : found.reverse()
}

const isOwnRanking = (list: ListName) => list === 'RELEVANCE' || list === 'RELEVANCE_OF_MANY'

/**
 * Where the own ranking has the product of a cursor that a search engine ranked; behind its best matches if it lacks the
 * product.
 */
async function ownPlace(
  prisma: PrismaClient,
  { id, keys }: Place,
  { search }: ProductConditions,
  list: ListName,
  matches: Matches,
): Promise<Place> {
  const stretches = stretchesOf(list, matches)
  for (const [at, stretch] of stretches.entries()) {
    const conditions = { search, ids: [id] }
    const rows = await readStretch(prisma, { conditions, matches, stretch, take: 1, place: null })
    if (rows?.[0]) return { id, list, stretch: at, keys: rows[0].keys }
  }
  const last = stretches.length - 1
  return { id, list, stretch: last, keys: keys.slice(-(stretches[last]?.keys.length ?? 0)) }
}

export async function countProducts(prisma: PrismaClient, conditions: ProductConditions): Promise<number> {
  const matches = await readMatches(prisma, conditions)
  const [row] = await prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::float8 AS count FROM product_list list WHERE ${allOf(conditions, matches)}`
  return row?.count ?? 0
}

interface Place {
  readonly id: string
  readonly list: ListName
  readonly stretch: number
  readonly keys: readonly string[]
}

interface StretchAsked {
  readonly conditions: ProductConditions
  readonly matches: Matches | null
  readonly stretch: Stretch
  readonly take: number
  readonly place: Place | null
}

/** Null when the keys of the place are not those of the stretch. */
async function readStretch(
  prisma: PrismaClient,
  { conditions, matches, stretch, take, place }: StretchAsked,
): Promise<readonly { readonly id: string; readonly keys: string[] }[] | null> {
  const { keys, where, readsWords, readsScores } = stretch
  if (place && !isPlaceBy(keys, place)) return null
  const isRising = stretch.descending !== take >= 0
  const order = [...keys.map(({ column }) => column), Prisma.sql`list.product_id`]
  const begin = place && [
    ...keys.map(({ value }, at) => value(place.keys[at] ?? '')),
    Prisma.sql`${place.id}`,
  ]
  const direction = Prisma.raw(isRising ? 'ASC' : 'DESC')
  const sorted = Prisma.sql`ORDER BY ${Prisma.join(order.map((one) => Prisma.sql`${one} ${direction}`))}`
  const { among, query } = matches ? await narrowed(prisma, matches, stretch) : ALL
  const conditionsOfList = [
    ...listConditions(conditions),
    ...(where && !readsWords ? [where] : []),
    ...(among ? [Prisma.sql`list.product_id = ANY(${[...among]}::text[])`] : []),
    ...(begin
      ? [Prisma.sql`(${Prisma.join(order)}) ${Prisma.raw(isRising ? '>' : '<')} (${Prisma.join(begin)})`]
      : []),
  ]
  const read = (from: Prisma.Sql, narrowing: readonly Prisma.Sql[]) =>
    prisma.$queryRaw<{ id: string; keys: string[] }[]>`
      SELECT list.product_id AS id, ${textsOf(keys)} AS keys FROM ${from}
      WHERE ${Prisma.join([...narrowing], ' AND ')} ${sorted} LIMIT ${Math.abs(take)}`
  if (query !== null && !readsWords) {
    const way = Prisma.sql`(
      SELECT * FROM product_list list WHERE ${Prisma.join(conditionsOfList, ' AND ')} ${sorted} LIMIT ${LONGEST_WAY}
    ) list`
    const met = await read(way, [
      Prisma.sql`(SELECT words @@ ${query}::tsquery FROM product_search WHERE product_search.product_id = list.product_id)`,
    ])
    if (met.length === Math.abs(take)) return met
  }
  const words = Prisma.sql`JOIN product_search words ON words.product_id = list.product_id`
  const joined = readsWords ? words : readsScores ? scoresOf(conditions.found ?? []) : Prisma.empty
  return read(Prisma.sql`product_list list ${joined}`, [
    ...conditionsOfList,
    ...(where && readsWords ? [where] : []),
    ...(query === null ? [] : [Prisma.sql`list.product_id IN (SELECT search_ids(${query}::tsquery, NULL))`]),
  ])
}

const scoresOf = (found: readonly FoundProduct[]) => Prisma.sql`
  JOIN unnest(${found.map(({ id }) => id)}::text[], ${found.map(({ score }) => score)}::int[])
    AS scored (product_id, score) ON scored.product_id = list.product_id`

const isPlaceBy = (keys: readonly Key[], place: Place) =>
  place.keys.length === keys.length && keys.every(({ form }, at) => form.test(place.keys[at] ?? ''))

const textsOf = (keys: readonly Key[]) =>
  keys.length === 0
    ? Prisma.sql`'{}'::text[]`
    : Prisma.sql`ARRAY[${Prisma.join(keys.map(({ text }) => text))}]`

const ALL = { among: null, query: null }

/** Condition that limits a stretch to matches: a few ids, or a query of the index for many. */
async function narrowed(
  prisma: PrismaClient,
  { ids, found }: Matches,
  { part }: Stretch,
): Promise<{ readonly among: readonly string[] | null; readonly query: string | null }> {
  if (part === undefined) return { among: ids, query: ids ? null : found }
  const query = `(${found}) & ${part}`
  const among = await readPart(prisma, query)
  return { among, query: among ? null : query }
}

const PlaceText = z.tuple(
  [
    z.enum([
      'NEWEST',
      'TITLE',
      'BEST_SELLING',
      'PRICE_ASC',
      'PRICE_DESC',
      'RELEVANCE',
      'RELEVANCE_OF_MANY',
      'FOUND',
    ]),
    z.int().nonnegative(),
  ],
  z.string(),
)

/** The id alone where the place of a product never changes; else the values that it stood by when it was read. */
const cursorOf = ({ id, list, stretch, keys }: Place): string =>
  list === 'LISTED' ? id : `${id}~${JSON.stringify([list, stretch, ...keys])}`

/** Null for anything but a cursor, or one of a product that never was. */
async function readPlace(prisma: PrismaClient, cursor: string): Promise<Place | null> {
  const [id = '', ...rest] = cursor.split('~')
  if (rest.length === 0) {
    const [row] = await prisma.$queryRaw<{ key: string }[]>`
      SELECT ${CREATED.text} AS key FROM product_list list WHERE product_id = ${id}`
    return row ? { id, list: 'LISTED', stretch: 0, keys: [row.key] } : null
  }
  const read = PlaceText.safeParse(jsonOf(rest.join('~')))
  if (!read.success) return null
  const [list, stretch, ...keys] = read.data
  return { id, list, stretch, keys }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
