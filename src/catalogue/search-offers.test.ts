import { expect, it } from 'vitest'
import type { MarketplaceConnector, Offer } from '../connectors/marketplace.ts'
import { money } from '../domain/money.ts'
import { searchOffers } from './search-offers.ts'

const SHOP = { platform: 'JD' as const, shopId: 'shop', externalShopId: 'jd-1', accessToken: 'token' }

/** A platform with `hits` hits and pages of at most 50; its calls are written down. */
function platform(hits: number, part: Partial<Offer> = {}) {
  const calls: string[] = []
  const connector = {
    limits: { offersPerPage: 50 },
    searchOffers: async (_shop: unknown, { page, pageSize }: { page: number; pageSize: number }) => {
      calls.push(`${page} of ${pageSize}`)
      const first = (page - 1) * pageSize
      const offers = Array.from({ length: Math.max(0, Math.min(pageSize, hits - first)) }, (_, index) => ({
        externalId: String(first + index),
        price: money(100),
        quantity: 7,
        ...part,
      }))
      return { offers, total: hits, hasNext: first + pageSize < hits }
    },
  } as unknown as MarketplaceConnector
  const deps = { connectors: new Map([['JD' as const, connector]]), linkedShops: async () => [SHOP] }
  const idsOf = async (offset: number, limit: number) => {
    const { offers, hasNext } = await searchOffers(deps, 'JD', 'tea', { offset, limit })
    return { ids: offers.map((offer) => Number(offer.externalId)), hasNext }
  }
  return { calls, deps, idsOf }
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index)

it('costs one call for a slice that is a page of the platform', async () => {
  const { calls, idsOf } = platform(120)
  expect(await idsOf(20, 20)).toEqual({ ids: range(20, 40), hasNext: true })
  expect(calls).toEqual(['2 of 20'])
})

it('reads as many pages as a slice longer than the platform allows needs', async () => {
  const { calls, idsOf } = platform(120)
  expect(await idsOf(0, 100)).toEqual({ ids: range(0, 100), hasNext: true })
  expect(await idsOf(100, 100)).toEqual({ ids: range(100, 120), hasNext: false })
  expect(calls).toEqual(['1 of 50', '2 of 50', '3 of 50'])
})

it('neither repeats nor loses a hit when the size of the slices changes', async () => {
  const { idsOf } = platform(120)
  expect((await idsOf(30, 20)).ids).toEqual(range(30, 50))
  expect((await idsOf(50, 7)).ids).toEqual(range(50, 57))
})

it('says that the quantity is unknown where the platform does not tell it', async () => {
  const { deps } = platform(1, { quantityKnown: false, quantity: 0 })
  const { offers } = await searchOffers(deps, 'JD', 'tea', { offset: 0, limit: 10 })
  expect(offers.map((offer) => offer.quantity)).toEqual([null])
})

it('says what is missing when no shop of the platform is linked', async () => {
  const { deps } = platform(1)
  const search = searchOffers({ ...deps, linkedShops: async () => [] }, 'JD', 'tea', { offset: 0, limit: 10 })
  await expect(search).rejects.toThrow('no shop is linked')
  await expect(searchOffers(deps, 'TAOBAO', 'tea', { offset: 0, limit: 10 })).rejects.toThrow('no connector')
})
