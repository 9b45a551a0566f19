import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Sandbox } from '../index.ts'
import { Shelf, type ShelfItem } from '../state/shelf.ts'
import { startTestSandbox } from '../testing/test-sandbox.ts'
import { itemOfShortLink, pageOf, shortLinkOf } from './share.ts'

let sandbox: Sandbox
let offer: ShelfItem
beforeAll(async () => {
  sandbox = await startTestSandbox()
  offer = sandbox.state.shelf.items('ALIBABA_1688')[0] as ShelfItem
})
afterAll(() => sandbox.stop())

it.each(['/s/', '/share.html?secret='])('a short link of 1688 with %s leads to its item', async (form) => {
  const link = shortLinkOf(offer).replace('/s/', form).replace('https://', `${sandbox.url}/short/`)
  const { status, headers } = await fetch(link, { redirect: 'manual' })
  expect([status, headers.get('location')]).toEqual([302, pageOf(offer)])
})

it.each(['/', '/duo_'])('a short link of Pinduoduo with %s names its item', (form) => {
  const item: ShelfItem = { ...offer, platform: 'PINDUODUO' }
  const { host, pathname } = new URL(shortLinkOf(item))
  const path = pathname.replace('/', form)
  const shelf = new Shelf([], new Date(0), [item])
  expect(itemOfShortLink(shelf, { host, path, secret: undefined })).toMatchObject({
    platform: 'PINDUODUO',
    externalId: offer.externalId,
  })
})
