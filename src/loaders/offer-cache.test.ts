import { beforeEach, expect, it } from 'vitest'
import type { MarketplaceConnector, Offer, ShopCredentials } from '../connectors/marketplace.ts'
import { runInScope } from '../domain/scope.ts'
import { offerCache } from './offer-cache.ts'

const SHOP = { shopId: 's' } as ShopCredentials
let calls: { ids: readonly string[]; signal: AbortSignal; answer(): void }[]
/** A platform that answers on command, or fails when it is aborted. */
const slow = {
  limits: { offersPerRead: 2 },
  readOffers: (_shop: unknown, ids: readonly string[], signal: AbortSignal) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
      const answer = () => resolve(new Map(ids.map((id) => [id, { externalId: id } as Offer])))
      calls.push({ ids, signal, answer })
    }),
} as unknown as MarketplaceConnector
beforeEach(() => {
  calls = []
})

function reader(cache: ReturnType<typeof offerCache>) {
  const control = new AbortController()
  const read = (ids: readonly string[]) =>
    runInScope({ requestId: 'r', signal: control.signal, note: {} }, () =>
      Promise.allSettled(cache.read(slow, SHOP, ids).values()),
    )
  return { read, leave: () => control.abort(new Error('gone')) }
}

it('a call that nobody waits for any more is aborted', async () => {
  const [one, other] = [offerCache()].flatMap((cache) => [reader(cache), reader(cache)]) as [
    ReturnType<typeof reader>,
    ReturnType<typeof reader>,
  ]
  const ofOne = one.read(['1', '2'])
  const ofOther = other.read(['2'])
  expect(calls.map(({ ids }) => ids)).toEqual([['1', '2']])
  one.leave()
  expect(calls[0]?.signal.aborted).toBe(false)
  other.leave()
  expect(calls[0]?.signal.aborted).toBe(true)
  expect((await ofOne).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect((await ofOther).map(({ status }) => status)).toEqual(['rejected'])
})

it('who comes after an aborted call gets one of its own', async () => {
  const cache = offerCache()
  const [first, second] = [reader(cache), reader(cache)]
  const given = first.read(['1'])
  first.leave()
  const later = second.read(['1'])
  expect(calls).toHaveLength(2)
  calls[1]?.answer()
  expect((await later)[0]).toMatchObject({ status: 'fulfilled', value: { offer: { externalId: '1' } } })
  expect((await given)[0]?.status).toBe('rejected')
  expect(await cache.read(slow, SHOP, ['1']).get('1')).toMatchObject({ stale: false })
  expect(calls).toHaveLength(2)
})

it('a call that somebody outside of a request waits for stays', async () => {
  const cache = offerCache()
  const one = reader(cache)
  const mine = cache.read(slow, SHOP, ['1']).get('1')
  const ofOne = one.read(['1'])
  one.leave()
  expect(calls[0]?.signal.aborted).toBe(false)
  calls[0]?.answer()
  expect(await mine).toMatchObject({ offer: { externalId: '1' } })
  expect((await ofOne)[0]?.status).toBe('fulfilled')
})

it('a call that was answered is done with those who leave later', async () => {
  const one = reader(offerCache())
  const ofOne = one.read(['1'])
  calls[0]?.answer()
  await ofOne
  one.leave()
  expect(calls[0]?.signal.aborted).toBe(false)
})
