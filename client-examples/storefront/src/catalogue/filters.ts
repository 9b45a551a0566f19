import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import type {
  Availability,
  Platform,
  ProductFilter,
  ProductSort,
} from '../../../generated/storefront/graphql.ts'
import { ITEM_PLATFORMS } from '../item/platforms.ts'

export const AVAILABILITIES = [
  'IN_STOCK',
  'LOW_STOCK',
  'MADE_TO_ORDER',
  'OUT_OF_STOCK',
] as const satisfies readonly Availability[]

export const SORTS = [
  'RELEVANCE',
  'BEST_SELLING',
  'NEWEST',
  'PRICE_ASC',
  'PRICE_DESC',
  'TITLE',
] as const satisfies readonly ProductSort[]

/** Names and values of attributes as the gateway has them. */
export type Attributes = Readonly<Record<string, readonly string[]>>

export interface Filters {
  readonly search: string
  readonly platforms: readonly Platform[]
  readonly availability: Availability | null
  /** In the visitor's currency, as typed; empty: no bound. */
  readonly min: string
  readonly max: string
  readonly attributes: Attributes
}

export const NO_FILTERS: Filters = {
  search: '',
  platforms: [],
  availability: null,
  min: '',
  max: '',
  attributes: {},
}

/** Longest words that the gateway searches for. */
const LONGEST_SEARCH = 100
const AMOUNT = /^\d{1,9}(\.\d{1,2})?$/

export interface FilterChanges extends Partial<Filters> {
  readonly sort?: ProductSort
}

/** Filters and order live in the address: they can be sent to a friend, and going back brings them back. */
export function useFilters(): [Filters, ProductSort, (changes: FilterChanges) => void] {
  const [params, setParams] = useSearchParams()
  const filters = useMemo(() => read(params), [params])
  const set = ({ sort, ...changes }: FilterChanges) =>
    setParams((now) => write({ ...read(now), ...changes }, sort ?? sortOf(now)), { replace: true })
  return [filters, sortOf(params), set]
}

const sortOf = (params: URLSearchParams): ProductSort =>
  SORTS.find((each) => slugOf(each) === params.get('sort')) ?? 'RELEVANCE'
const slugOf = (sort: ProductSort) => sort.toLowerCase().replaceAll('_', '-')

export function read(params: URLSearchParams): Filters {
  const platforms = params.get('on')?.split(',') ?? []
  const amount = (name: string) => {
    const text = params.get(name) ?? ''
    return AMOUNT.test(text) ? text : ''
  }
  return {
    search: params.get('q') ?? '',
    platforms: ITEM_PLATFORMS.filter((each) => platforms.includes(each)),
    availability: AVAILABILITIES.find((each) => each === params.get('stock')) ?? null,
    min: amount('min'),
    max: amount('max'),
    attributes: attributesOf(params.getAll('with')),
  }
}

/** Each is "name:value"; a colon in a name is written as %3A. */
function attributesOf(texts: readonly string[]): Attributes {
  const attributes: Record<string, string[]> = {}
  for (const text of texts) {
    const at = text.indexOf(':')
    if (at < 1) continue
    const name = text.slice(0, at).replaceAll('%3A', ':')
    attributes[name] = [...(attributes[name] ?? []), text.slice(at + 1)]
  }
  return attributes
}

export function write(filters: Filters, sort: ProductSort): URLSearchParams {
  const { search, platforms, availability, min, max, attributes } = filters
  const params = new URLSearchParams()
  if (search) params.set('q', search)
  if (platforms.length > 0) params.set('on', platforms.join(','))
  if (availability) params.set('stock', availability)
  if (min) params.set('min', min)
  if (max) params.set('max', max)
  for (const [name, values] of Object.entries(attributes))
    for (const value of values) params.append('with', `${name.replaceAll(':', '%3A')}:${value}`)
  if (sort !== 'RELEVANCE') params.set('sort', slugOf(sort))
  return params
}

/** With a value more or less of an attribute. */
export function toggled(attributes: Attributes, name: string, value: string): Attributes {
  const now = attributes[name] ?? []
  const next = now.includes(value) ? now.filter((one) => one !== value) : [...now, value]
  const { [name]: _, ...others } = attributes
  return next.length > 0 ? { ...others, [name]: next } : others
}

/**
 * Variables of the query.
 * @param categoryId of the category that is filtered by; null while it is not known, or there is none
 * @param currency of the bounds of the price
 */
export function graphFilter(
  { search, platforms, availability, min, max, attributes }: Filters,
  categoryId: string | null,
  currency: string,
): ProductFilter {
  const named = Object.entries(attributes)
  return {
    ...(search.trim() && { search: search.trim().slice(0, LONGEST_SEARCH) }),
    ...(platforms.length > 0 && { platforms: [...platforms] }),
    ...(availability && { availability }),
    ...((min || max) && { price: { ...(min && { min }), ...(max && { max }), currency } }),
    ...(named.length > 0 && { attributes: named.map(([name, values]) => ({ name, values: [...values] })) }),
    ...(categoryId !== null && { categoryIds: [categoryId] }),
  }
}

export const isNarrowed = (filters: Filters): boolean =>
  Object.keys(graphFilter(filters, null, '')).length > 0
