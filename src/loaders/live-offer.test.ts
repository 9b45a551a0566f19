import { expect, it } from 'vitest'
import type { Offer } from '../connectors/marketplace.ts'
import { UpstreamError } from '../domain/upstream-error.ts'
import { type LiveOfferKey, liveOfferLoader } from './live-offer.ts'
import { offerCache } from './offer-cache.ts'

const READ_AT = new Date('2026-11-30T00:00:00Z')
const part = (externalSkuId: string, minor: bigint) => ({
  externalSkuId,
  price: { minor, currency: 'CNY' },
  quantity: 7,
})
const item = (...skus: ReturnType<typeof part>[]) =>
  ({ price: { minor: 100n, currency: 'CNY' }, quantity: 9, onSale: true, skus }) as unknown as Offer
const key = (externalId: string, externalSkuId: string, shopId: string | null = null): LiveOfferKey => ({
  platform: 'WEIDIAN',
  shopId,
  externalId,
  externalSkuId,
})

function loader(readings: Record<string, Offer>) {
  const asked: string[][] = []
  const offers = liveOfferLoader({
    connectors: new Map(),
    cache: offerCache(),
    linkedShops: async () => [],
    lastReadings: async (items) => {
      asked.push(items.map(({ externalId }) => externalId))
      return new Map(
        Object.entries(readings).map(([id, one]) => [
          `WEIDIAN ${id}`,
          { item: one, fetchedAt: READ_AT, stale: false },
        ]),
      )
    },
  })
  return { offers, asked }
}

it('shows the last reading of items that no shop of ours can read, all in one question', async () => {
  const { offers, asked } = loader({ 1: item(part('a', 200n), part('b', 300n)), 2: item(part('c', 400n)) })
  const [choice, only, gone] = await offers.loadMany([key('1', 'b'), key('2', ''), key('1', 'z')])
  expect(choice).toEqual({
    price: { minor: 300n, currency: 'CNY' },
    quantity: 7,
    onSale: true,
    fetchedAt: READ_AT,
    stale: false,
  })
  expect(only).toMatchObject({ price: { minor: 100n }, quantity: 9 })
  expect(gone).toBeNull()
  expect(asked).toEqual([['1', '2', '1']])
})

it('says why there is nothing where there is no reading, and where the offer is of a shop of ours', async () => {
  const { offers, asked } = loader({})
  expect(await offers.loadMany([key('3', ''), key('4', '', 'our shop')])).toEqual([
    expect.any(UpstreamError),
    expect.any(UpstreamError),
  ])
  expect(asked).toEqual([['3']])
})
