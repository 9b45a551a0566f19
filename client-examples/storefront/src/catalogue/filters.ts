import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import type { Availability, Platform, ProductFilter } from '../../../generated/storefront/graphql.ts'

export const PLATFORMS = ['TAOBAO', 'JD', 'ALIBABA_1688'] as const satisfies readonly Platform[]
export const AVAILABILITIES = [
  'IN_STOCK',
  'LOW_STOCK',
  'OUT_OF_STOCK',
] as const satisfies readonly Availability[]
/** What the catalogue has, as it names it. */
export const KINDS = [
  'tea',
  'ceramics',
  'hanfu',
  'phone cases',
  'mechanical keyboards',
  'stationery',
  'skincare',
  'snacks',
  'figurines',
  'calligraphy',
  'kitchenware',
  'outdoor',
] as const
export type Kind = (typeof KINDS)[number]

export interface Filters {
  readonly search: string
  readonly platforms: readonly Platform[]
  readonly availability: Availability | null
  readonly kind: Kind | null
}

/** The filters live in the address: they can be sent to a friend, and going back brings them back. */
export function useFilters(): [Filters, (changes: Partial<Filters>) => void] {
  const [params, setParams] = useSearchParams()
  const filters = useMemo(() => read(params), [params])
  const set = (changes: Partial<Filters>) =>
    setParams((current) => write({ ...read(current), ...changes }), { replace: true })
  return [filters, set]
}

function read(params: URLSearchParams): Filters {
  const platforms = params.get('on')?.split(',') ?? []
  return {
    search: params.get('q') ?? '',
    platforms: PLATFORMS.filter((each) => platforms.includes(each)),
    availability: AVAILABILITIES.find((each) => each === params.get('stock')) ?? null,
    kind: KINDS.find((each) => each === params.get('kind')) ?? null,
  }
}

function write({ search, platforms, availability, kind }: Filters): URLSearchParams {
  const params = new URLSearchParams()
  if (search) params.set('q', search)
  if (platforms.length > 0) params.set('on', platforms.join(','))
  if (availability) params.set('stock', availability)
  if (kind) params.set('kind', kind)
  return params
}

export function graphFilter({ search, platforms, availability, kind }: Filters): ProductFilter {
  return {
    ...(search.trim() && { search: search.trim() }),
    ...(platforms.length > 0 && { platforms: [...platforms] }),
    ...(availability && { availability }),
    ...(kind && { categories: [kind] }),
  }
}

export const isNarrowed = (filters: Filters): boolean => Object.keys(graphFilter(filters)).length > 0
