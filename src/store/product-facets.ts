import { z } from 'zod'
import {
  FACET_KINDS,
  type Facet,
  type FacetKind,
  type FacetValue,
  MOST_ATTRIBUTES,
  MOST_VALUES,
  type ProductConditions,
} from '../domain/product-list.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'
import { allOf, readMatches } from './product-matches.ts'

/** Facets, and how many products were checked for them. */
export interface FacetCounts {
  readonly facets: readonly Facet[]
  readonly products: number
}

/** The condition of the filter that takes a facet's values; an attribute is named as the SKUs name it. */
const NAMES = { CATEGORY: 'categoryIds', PLATFORM: 'platforms', AVAILABILITY: 'availability' } as const

/**
 * Properties of the products of a list, with their counts. Each facet is counted without its own condition, so
 * that it shows what else could be chosen: one statement for those without a condition, one more for each that has one.
 */
export async function countFacets(prisma: PrismaClient, conditions: ProductConditions): Promise<FacetCounts> {
  const chosen = (conditions.attributes ?? []).map(({ name }) => name)
  const conditioned: FacetKind[] = [
    ...(conditions.categoryIds ? (['CATEGORY'] as const) : []),
    ...(conditions.platforms ? (['PLATFORM'] as const) : []),
    ...(conditions.availability ? (['AVAILABILITY'] as const) : []),
  ]
  const others = FACET_KINDS.filter((kind) => !conditioned.includes(kind))
  const parts = await Promise.all([
    countKinds(prisma, conditions, others).then(({ rows, products }) => ({
      rows: rows.filter(({ kind, name }) => kind !== 'ATTRIBUTE' || !chosen.includes(name)),
      products,
    })),
    ...conditioned.map((kind) => countKinds(prisma, without(conditions, kind), [kind])),
    ...[...new Set(chosen)].map(async (chosenName) => {
      const attributes = conditions.attributes?.filter(({ name }) => name !== chosenName)
      const { rows, products } = await countKinds(prisma, { ...conditions, attributes }, ['ATTRIBUTE'])
      return { rows: rows.filter(({ name }) => name === chosenName), products }
    }),
  ])
  return {
    facets: facetsOf(
      parts.flatMap(({ rows }) => rows),
      chosen,
    ),
    products: Math.max(...parts.map(({ products }) => products)),
  }
}

function without(conditions: ProductConditions, kind: FacetKind): ProductConditions {
  if (kind === 'CATEGORY') return { ...conditions, categoryIds: null }
  return kind === 'PLATFORM' ? { ...conditions, platforms: null } : { ...conditions, availability: null }
}

/** Labels of an attribute are the Chinese ones; the others are its name and its value. */
const Label = z.object({
  name: z.string().nullish(),
  zh: z.string().nullable(),
  en: z.string().nullable(),
  more: z.record(z.string(), z.string()).optional(),
})

interface Row {
  readonly kind: FacetKind
  readonly name: string
  readonly value: string
  readonly label: unknown
  readonly count: number
}

async function countKinds(
  prisma: PrismaClient,
  conditions: ProductConditions,
  kinds: readonly FacetKind[],
): Promise<{ readonly rows: readonly Row[]; readonly products: number }> {
  const matches = await readMatches(prisma, conditions)
  // Many products have the same categories, marketplaces and attributes: those are taken apart once.
  const rows = await prisma.$queryRaw<(Row & { products: number })[]>`
    WITH RECURSIVE found AS MATERIALIZED (
      SELECT availability, categories, platforms, attributes FROM product_list list WHERE ${allOf(conditions, matches)}
    ),
    above (leaf, id) AS (
      SELECT id, id FROM category UNION
      SELECT above.leaf, category.parent_id FROM above JOIN category ON category.id = above.id
      WHERE category.parent_id IS NOT NULL
    ),
    counted (kind, name, value, label, count) AS (${Prisma.join(
      kinds.map((kind) => COUNTED[kind]),
      ' UNION ALL ',
    )}),
    ranked AS (
      SELECT *, row_number() OVER (PARTITION BY kind, name ORDER BY count DESC, value COLLATE "C") AS place FROM counted
    )
    SELECT kind, name, value, label, count::int, (SELECT count(*)::int FROM found) AS products
    FROM ranked WHERE place <= ${MOST_VALUES} ORDER BY kind, name, place`
  return { rows, products: rows[0]?.products ?? 0 }
}

const COUNTED: Readonly<Record<FacetKind, Prisma.Sql>> = {
  AVAILABILITY: Prisma.sql`
    SELECT 'AVAILABILITY' AS kind, '' AS name, availability::text AS value, NULL::jsonb AS label, count(*) AS count
    FROM found GROUP BY availability`,
  PLATFORM: Prisma.sql`
    SELECT 'PLATFORM', '', platform::text, NULL::jsonb, sum(same.count)
    FROM (SELECT platforms, count(*) AS count FROM found GROUP BY platforms) same, unnest(same.platforms) platform
    GROUP BY platform`,
  CATEGORY: Prisma.sql`
    SELECT 'CATEGORY', '', category.id, jsonb_build_object('zh', name_zh, 'en', name_en, 'more', names), sum(same.count)
    FROM (SELECT categories, count(*) AS count FROM found GROUP BY categories) same
    CROSS JOIN LATERAL (
      SELECT DISTINCT above.id FROM unnest(same.categories) own JOIN above ON above.leaf = own
    ) one JOIN category ON category.id = one.id AND category.archived_at IS NULL
    GROUP BY category.id`,
  ATTRIBUTE: Prisma.sql`
    SELECT 'ATTRIBUTE', attribute.name, attribute.value,
      jsonb_build_object('name', attribute.name_zh, 'zh', attribute.value_zh, 'en', attribute.value), sum(same.count)
    FROM (SELECT attributes, count(*) AS count FROM found GROUP BY attributes) same
    CROSS JOIN LATERAL unnest(same.attributes) one JOIN product_attribute attribute ON attribute.id = one
    GROUP BY attribute.id`,
}

/** Categories, marketplaces and availability first, then attributes: those that most products have, and all that were chosen. */
function facetsOf(rows: readonly Row[], chosen: readonly string[]): readonly Facet[] {
  const byKey = Map.groupBy(rows, ({ kind, name }) => `${kind} ${name}`)
  const facets = [...byKey.values()].flatMap((some) => {
    const [first] = some
    return first ? [{ facet: facetOf(first, some), weight: Math.max(...some.map(({ count }) => count)) }] : []
  })
  const fixed = FACET_KINDS.flatMap((kind) =>
    kind === 'ATTRIBUTE' ? [] : facets.filter(({ facet }) => facet.kind === kind),
  )
  const attributes = facets
    .filter(({ facet }) => facet.kind === 'ATTRIBUTE')
    .sort(
      (a, b) =>
        Number(chosen.includes(b.facet.name)) - Number(chosen.includes(a.facet.name)) || b.weight - a.weight,
    )
  return [...fixed, ...attributes.slice(0, MOST_ATTRIBUTES)].map(({ facet }) => facet)
}

function facetOf({ kind, name, label }: Row, rows: readonly Row[]): Facet {
  const values = rows.map(
    ({ value, label: of, count }): FacetValue => ({ value, label: of ? Label.parse(of) : null, count }),
  )
  if (kind !== 'ATTRIBUTE') return { kind, name: NAMES[kind], label: null, values }
  return { kind, name, label: { zh: Label.parse(label).name ?? null, en: name }, values }
}
