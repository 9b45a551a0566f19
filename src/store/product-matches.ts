import type { AttributeCondition, ProductConditions } from '../domain/product-list.ts'
import { simplifiedOf } from '../domain/simplified-chinese.ts'
import { SUBTREE } from './category.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'

/**
 * Maximum number of index hits to check one by one. With more, a page is found sooner by walking
 * along the order of the list, because many rows on the way match.
 */
const FEW = 500

/** Matches of the search index. */
export interface Matches {
  /** All of them; null: more than a few. */
  readonly ids: readonly string[] | null
  /** Queries of the index, as text: for all matches, for whole words, and for words together in a title. */
  readonly found: string
  readonly exact: string | null
  readonly phrase: string | null
}

const NOTHING: Matches = { ids: [], found: '', exact: null, phrase: null }

/** Whether only products on show are asked for: the index has no others. */
export const isOnShowOnly = ({ statuses }: ProductConditions): boolean =>
  !statuses || statuses.every((status) => status === 'ACTIVE')

/** Ids of attributes that the condition takes. */
const attributeIds = ({ name, values }: AttributeCondition) => Prisma.sql`
  SELECT id FROM product_attribute WHERE name = ${name} AND value = ANY(${[...values]}::text[])`

/** A query for one of the rows; null when there is none, so that nothing is found. */
const oneOf = (rows: Prisma.Sql, sign: string) => Prisma.sql`(
  SELECT string_agg('''=' || ${sign}::text || ':' || one.id || '''', ' | ')::tsquery FROM (${rows}) one)`

function factsOf({ categoryIds, platforms, attributes }: ProductConditions): Prisma.Sql[] {
  return [
    ...(categoryIds ? [oneOf(SUBTREE(categoryIds), 'c')] : []),
    ...(platforms ? [oneOf(Prisma.sql`SELECT unnest(${[...platforms]}::text[]) AS id`, 'p')] : []),
    ...(attributes ?? []).map((condition) => oneOf(attributeIds(condition), 'a')),
  ]
}

/**
 * Index query by words and facts; null when the conditions name neither, or hidden products. What a search engine found
 * by the words needs no query.
 */
export async function readMatches(
  prisma: PrismaClient,
  conditions: ProductConditions,
): Promise<Matches | null> {
  if (!isOnShowOnly(conditions)) return null
  if (conditions.found) return { ...NOTHING, ids: conditions.found.map(({ id }) => id) }
  const facts = factsOf(conditions)
  const { search } = conditions
  if (!search && facts.length === 0) return null
  const [first, ...others] = search ? [Prisma.sql`forms.found`, ...facts] : facts
  const forms = search
    ? formsOf(search)
    : Prisma.sql`(SELECT NULL::tsquery AS exact, NULL::tsquery AS phrase)`
  const query = Prisma.join([first ?? Prisma.empty, ...others], ' && ')
  const [row] = await prisma.$queryRaw<
    { found: string | null; exact: string | null; phrase: string | null; ids: string[] }[]
  >`
    WITH asked AS MATERIALIZED (SELECT ${query} AS found, exact, phrase FROM ${forms} forms)
    SELECT found::text, exact::text, phrase::text,
      ARRAY(SELECT search_ids(found, ${FEW + 1}::int)) AS ids
    FROM asked`
  if (!row?.found) return NOTHING
  const { found, exact, phrase, ids } = row
  return { ids: ids.length > FEW ? null : ids, found, exact, phrase }
}

/** Titles of mainland sellers are simplified: who types traditional characters finds them, and what has them itself. */
function formsOf(search: string): Prisma.Sql {
  const simplified = simplifiedOf(search)
  if (simplified === null) return Prisma.sql`search_forms(${search})`
  const either = (form: 'found' | 'exact' | 'phrase') => {
    const [typed, also] = [Prisma.raw(`typed.${form}`), Prisma.raw(`simplified.${form}`)]
    return Prisma.sql`COALESCE(${typed} || ${also}, ${typed}, ${also}) AS ${Prisma.raw(form)}`
  }
  return Prisma.sql`(SELECT ${either('found')}, ${either('exact')}, ${either('phrase')}
    FROM search_forms(${search}) typed, search_forms(${simplified}) simplified)`
}

/** The same for a part of what is found. */
export async function readPart(prisma: PrismaClient, query: string): Promise<readonly string[] | null> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    SELECT search_ids(${query}::tsquery, ${FEW + 1}::int) AS id`
  return rows.length > FEW ? null : rows.map(({ id }) => id)
}

/** Conditions on `product_list list`, without those that the index has answered. */
export function listConditions(conditions: ProductConditions): readonly Prisma.Sql[] {
  const { availability, ids, price, statuses, lacksTitleIn } = conditions
  const min = price?.min ?? null
  const max = price?.max ?? null
  return [
    // A literal: the indexes of what is on show are partial ones.
    isOnShowOnly(conditions)
      ? Prisma.sql`list.status = 'ACTIVE'`
      : Prisma.sql`list.status = ANY(${[...(statuses ?? [])]}::text[]::"ProductStatus"[])`,
    ...(isOnShowOnly(conditions) ? [] : comparedWords(conditions)),
    ...(isOnShowOnly(conditions) && !conditions.found ? [] : comparedFacts(conditions)),
    ...(availability ? [Prisma.sql`list.availability = ${availability}::"Availability"`] : []),
    ...(ids ? [Prisma.sql`list.product_id = ANY(${[...ids]}::text[])`] : []),
    ...(lacksTitleIn ? [withoutTitle(lacksTitleIn)] : []),
    ...(min === null ? [] : [Prisma.sql`list.price_minor >= ${min}::bigint`]),
    ...(max === null ? [] : [Prisma.sql`list.price_minor <= ${max}::bigint`]),
  ]
}

function withoutTitle(locale: string): Prisma.Sql {
  const lacking =
    locale === 'zh'
      ? Prisma.sql`title_zh IS NULL`
      : locale === 'en'
        ? Prisma.sql`title_en IS NULL`
        : Prisma.sql`texts #>> ARRAY[${locale}::text, 'title'] IS NULL`
  return Prisma.sql`EXISTS (SELECT FROM product WHERE product.id = list.product_id AND ${lacking})`
}

/** The index has what is on show alone: operators who look for a draft have titles and codes compared. */
function comparedWords({ search }: ProductConditions): Prisma.Sql[] {
  const words = (search ?? '').split(/\s+/).filter((word) => word !== '')
  return words.map((word) => {
    const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    return Prisma.sql`EXISTS (SELECT FROM product WHERE product.id = list.product_id AND (
      title_zh ILIKE ${like} OR title_en ILIKE ${like} OR brand ILIKE ${like}
      OR EXISTS (SELECT FROM jsonb_each(texts) texts WHERE texts.value ->> 'title' ILIKE ${like})
      OR EXISTS (SELECT FROM sku WHERE sku.product_id = product.id AND (code ILIKE ${like} OR barcode ILIKE ${like}))))`
  })
}

/** Facts that no query of the index has taken. */
function comparedFacts({ categoryIds, platforms, attributes }: ProductConditions): Prisma.Sql[] {
  return [
    ...(categoryIds ? [Prisma.sql`list.categories && ARRAY(${SUBTREE(categoryIds)})`] : []),
    ...(platforms ? [Prisma.sql`list.platforms && ${[...platforms]}::text[]::"Platform"[]`] : []),
    ...(attributes ?? []).map(
      (condition) => Prisma.sql`list.attributes && ARRAY(${attributeIds(condition)})`,
    ),
  ]
}

/** Of all products that are found; for counting, where each of them is checked anyway. */
export function allOf(conditions: ProductConditions, matches: Matches | null): Prisma.Sql {
  const where = [...listConditions(conditions)]
  if (matches?.ids) where.push(Prisma.sql`list.product_id = ANY(${[...matches.ids]}::text[])`)
  else if (matches)
    where.push(Prisma.sql`list.product_id IN (SELECT search_ids(${matches.found}::tsquery, NULL))`)
  return Prisma.join(where, ' AND ')
}
