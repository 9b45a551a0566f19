import { expect, it } from 'vitest'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { untilSubscribed } from '../path/support/stock.ts'
import { overSse, overWebSocket } from '../path/support/watch.ts'
import { clockOfThisFile } from './clock.ts'
import { shopDesk } from './shop-desk.ts'

const clock = clockOfThisFile()
const gateway = gatewayOfThisFile()
const desk = shopDesk(gateway)

const SYNC_ALERTS = /* GraphQL */ `
  subscription ($shopIds: [ID!], $after: String) {
    syncAlerts(shopIds: $shopIds, after: $after) {
      ... on SyncAlert { cursor id kind status message shop { id status } }
      ... on FeedGap { cursor gapReason }
    }
  }
`
interface Alert {
  readonly cursor: string
  readonly id: string
  readonly kind: string
  readonly status: string
  readonly message: string
  readonly shop: { readonly id: string; readonly status: string }
}

async function watch(shopIds?: string[], transport = overSse, after?: string) {
  const authorization = await gateway().authorization('operator')
  return transport<Alert>(gateway().graph, {
    query: SYNC_ALERTS,
    variables: { shopIds, after },
    authorization,
  })
}

it('stops a shop whose refresh is refused, with one alert that a new link ends; its cursors stay', async () => {
  const { id, name, sync } = await desk.shop('JD')
  const other = await desk.shop('TAOBAO')
  const [own, all, others] = [
    await watch([id]),
    await watch(undefined, overWebSocket),
    await watch([other.id]),
  ]
  await untilSubscribed(gateway().url, 3)

  await desk.expireTokens('JD', true)
  await desk.sandbox().forgetCalls()
  const refused = await Promise.all([desk.live('JD'), desk.live('JD')])
  expect(refused.map(({ came }) => came)).toEqual([0, 0])
  expect(refused[0]?.errors[0]?.extensions).toMatchObject({
    code: 'UPSTREAM_UNAVAILABLE',
    platform: 'JD',
    kind: 'needs-authorization',
  })
  expect(await desk.tokenCalls('JD')).toEqual(['refresh_token'])
  expect(await desk.shop('JD')).toMatchObject({
    id,
    status: 'NEEDS_AUTHORIZATION',
    statusReason: expect.stringContaining('refused to refresh'),
    tokenExpiresAt: null,
    sync,
  })

  const opened = { kind: 'NEEDS_AUTHORIZATION', status: 'OPEN', shop: { id, status: 'NEEDS_AUTHORIZATION' } }
  for (const watcher of [own, all]) expect((await watcher.take(1))[0]).toMatchObject(opened)
  expect(own.items[0]?.message).toContain(name)

  // A shop that needs authorization is left alone: no more calls, no more alerts.
  await desk.live('JD')
  expect(await desk.tokenCalls('JD')).toEqual(['refresh_token'])

  expect((await desk.link('JD')).status).toBe(200)
  const resolved = { id: own.items[0]?.id, status: 'RESOLVED', shop: { id, status: 'LINKED' } }
  for (const watcher of [own, all]) {
    expect((await watcher.take(2))[1]).toMatchObject(resolved)
    expect(watcher.items).toHaveLength(2)
  }
  expect(await desk.shop('JD')).toMatchObject({ status: 'LINKED', statusReason: null, sync })
  expect(others.items).toEqual([])

  const again = await watch([id], overSse, own.items[0]?.cursor)
  expect((await again.take(1))[0]).toMatchObject(resolved)
  for (const watcher of [own, all, others, again]) {
    expect(watcher.errors).toEqual([])
    await watcher.stop()
  }
})

it('tells of a gap and then of what is open, after a cursor of another epoch', async () => {
  const { id } = await desk.shop('ALIBABA_1688')
  await desk.expireTokens('ALIBABA_1688', true)
  await desk.live('ALIBABA_1688')
  const after = Buffer.from('bad:7').toString('base64url')
  const watcher = await watch([id], overSse, after)
  expect(await watcher.take(2)).toMatchObject([
    { gapReason: 'EPOCH_CHANGED' },
    { status: 'OPEN', shop: { id, status: 'NEEDS_AUTHORIZATION' } },
  ])
  await watcher.stop()
})

it('keeps a shop linked while the platform is away, and refreshes when it is back', async () => {
  await desk.expireTokens('TAOBAO')
  await desk.sandbox().fault({ kind: 'http-500', platform: 'TAOBAO', method: 'oauth.token', calls: 1 })
  await desk.sandbox().forgetCalls()
  expect((await desk.live('TAOBAO')).came).toBe(0)
  expect(await desk.shop('TAOBAO')).toMatchObject({ status: 'LINKED', statusReason: null })
  clock.pass()
  const { asked, came, errors } = await desk.live('TAOBAO')
  expect([came, errors]).toEqual([asked, []])
  expect(await desk.tokenCalls('TAOBAO')).toEqual(['refresh_token', 'refresh_token'])
})

it('is for those who may read shops', async () => {
  const watcher = overSse<Alert>(gateway().graph, {
    query: SYNC_ALERTS,
    authorization: await gateway().authorization('customer'),
  })
  await expect.poll(() => watcher.done).toBe(true)
  expect(watcher.items).toEqual([])
  await watcher.stop()
})
