import { afterEach, expect, it } from 'vitest'
import { describePostgres, testDatabases } from '../../../test/support/databases.ts'
import { type TestPlatform, testBox, testPlatform, testShopDeps } from '../../../test/support/oauth.ts'
import { Misconfigured, NeedsAuthorization, RateLimited, Transient } from '../../domain/upstream-error.ts'
import type { PrismaClient } from '../../store/database.ts'
import { beginLink } from './begin-link.ts'
import { tokenAlertKey } from './deps.ts'
import { finishLink } from './finish-link.ts'
import { runRefreshDue } from './refresh-due.ts'
import { renewToken } from './renew-token.ts'
import { unlinkShop } from './unlink.ts'

const HOUR = 3_600_000

/** A linked shop of a platform; `deps` are those of one process. */
async function linkedShop(prisma: PrismaClient, platform: TestPlatform = testPlatform()) {
  const deps = testShopDeps(prisma, platform)
  const link = async () => {
    const begun = await beginLink(deps, 'TAOBAO', 'operator:test')
    const state = begun.ok ? (new URL(begun.value).searchParams.get('state') ?? '') : ''
    await finishLink(deps, 'TAOBAO', { state, code: 'code', error: null })
  }
  await link()
  const { externalShopId } = platform
  const row = () =>
    prisma.shop.findUniqueOrThrow({
      where: { platform_externalShopId: { platform: 'TAOBAO', externalShopId } },
    })
  const shopId = (await row()).id
  const token = async () => {
    const { accessToken } = await row()
    return accessToken && testBox.open(accessToken)
  }
  return {
    platform,
    deps,
    shopId,
    row,
    token,
    link,
    alerts: () => prisma.syncAlertRow.findMany({ where: { dedupeKey: tokenAlertKey(shopId) } }),
    later: (ms: number) => {
      const now = Date.now() + ms
      platform.now = () => new Date(now)
    },
    runDue: () => runRefreshDue(deps, new AbortController().signal),
  }
}

const REFUSED = new NeedsAuthorization({ upstream: 'TAOBAO', message: 'invalid refresh token' })

testDatabases('refreshing ahead of the end', (database) => {
  // A worker refreshes every due shop: those of earlier tests must not be due.
  afterEach(() => database().prisma.shop.updateMany({ data: { status: 'UNLINKED' } }))

  it('leaves a token alone that has life left, and refreshes one that is due, once', async () => {
    const { platform, row, token, later, runDue } = await linkedShop(database().prisma)
    const first = await token()
    later(29 * 60_000)
    expect(await runDue()).toBe(false)
    expect(platform.spent).toEqual([])
    later(31 * 60_000)
    await runDue()
    await runDue()
    expect(platform.spent).toHaveLength(1)
    expect(platform.spent[0]).toBe(first?.replace('access', 'refresh'))
    expect(await token()).not.toBe(first)
    expect(await row()).toMatchObject({
      status: 'LINKED',
      tokenVersion: 2,
      refreshLeaseEnds: null,
      tokenExpiresAt: new Date(platform.now().getTime() + HOUR),
    })
  })

  it('leaves alone what cannot be refreshed, does not end, or is unlinked', async () => {
    const { prisma } = database()
    const fixed = testPlatform()
    fixed.refreshable = false
    const endless = testPlatform()
    endless.lifeMs = null
    const [a, b, c] = [
      await linkedShop(prisma, fixed),
      await linkedShop(prisma, endless),
      await linkedShop(prisma),
    ]
    await unlinkShop(c.deps, c.shopId, 'operator:test')
    for (const shop of [a, b, c]) {
      shop.later(100 * HOUR)
      await shop.runDue()
      expect(shop.platform.spent).toEqual([])
    }
  })

  it.each([
    ['does not answer', new Transient({ upstream: 'TAOBAO', message: 'HTTP 502' }), 60_000],
    ['asks to wait', new RateLimited({ upstream: 'TAOBAO', message: 'ban', retryAfterMs: 120_000 }), 120_000],
    ['refuses our app', new Misconfigured({ upstream: 'TAOBAO', message: 'wrong secret' }), 60_000],
  ])('keeps the shop linked when the platform %s, and tries later', async (_what, failure, waitMs) => {
    const { platform, row, alerts, token, later, runDue } = await linkedShop(database().prisma)
    const first = await token()
    later(HOUR)
    platform.failure = failure
    await runDue()
    expect(await row()).toMatchObject({
      status: 'LINKED',
      tokenVersion: 1,
      refreshLeaseEnds: null,
      refreshDueAt: new Date(platform.now().getTime() + waitMs),
    })
    expect(await alerts()).toEqual([])
    platform.failure = null
    await runDue()
    expect(platform.spent).toHaveLength(1)
    later(HOUR + waitMs + 1_000)
    await runDue()
    expect(platform.spent).toHaveLength(2)
    expect(await token()).not.toBe(first)
  })

  it('turns the shop to needing authorization when the refresh is refused, with one alert and its cursors kept', async () => {
    const { prisma } = database()
    const { platform, shopId, row, alerts, later, runDue, link } = await linkedShop(prisma)
    await prisma.syncState.create({ data: { shopId, kind: 'ORDERS', cursor: new Date(0) } })
    later(HOUR)
    platform.failure = REFUSED
    await runDue()
    await runDue()
    expect(platform.spent).toHaveLength(1)
    expect(await row()).toMatchObject({
      status: 'NEEDS_AUTHORIZATION',
      statusReason: 'TAOBAO refused to refresh its token: invalid refresh token',
      accessToken: null,
      refreshToken: null,
      refreshLeaseEnds: null,
    })
    expect(await alerts()).toMatchObject([
      { shopId, kind: 'NEEDS_AUTHORIZATION', message: expect.stringContaining('A shop'), resolvedAt: null },
    ])
    expect(await prisma.syncState.count({ where: { shopId, cursor: new Date(0) } })).toBe(1)
    platform.failure = null
    await link()
    expect(await row()).toMatchObject({ status: 'LINKED', statusReason: null })
    expect(await alerts()).toMatchObject([{ resolvedAt: expect.any(Date) }])
  })

  it('goes on after a process that died with the lease, once that ends', async () => {
    const { prisma } = database()
    const { platform, shopId, later, runDue } = await linkedShop(prisma)
    later(HOUR)
    const lease = (ends: string) =>
      prisma.$executeRawUnsafe(
        `UPDATE shop SET refresh_lease_ends = clock_timestamp() + interval '${ends}' WHERE id = '${shopId}'`,
      )
    await lease('2 hours')
    await runDue()
    expect(platform.spent).toEqual([])
    await lease('-1 second')
    await runDue()
    expect(platform.spent).toHaveLength(1)
  })

  it('begins none when it is to stop', async () => {
    const { deps, platform, later } = await linkedShop(database().prisma)
    later(HOUR)
    await runRefreshDue(deps, AbortSignal.abort())
    expect(platform.spent).toEqual([])
  })

  it('leaves a token alone that another process has refreshed since it was listed', async () => {
    const { deps, platform, shopId, token, later } = await linkedShop(database().prisma)
    later(HOUR)
    const accessToken = await token()
    const prisma = deps.prisma.$extends({
      query: {
        shop: {
          async findMany({ args, query }) {
            const listed = await query(args)
            await renewToken(deps, { shopId, accessToken })
            return listed
          },
        },
      },
    }) as unknown as PrismaClient
    await runRefreshDue({ ...deps, prisma }, new AbortController().signal)
    expect(platform.spent).toHaveLength(1)
  })

  it('throws away what it got when the shop was linked anew meanwhile', async () => {
    const { platform, token, later, link, runDue, row } = await linkedShop(database().prisma)
    later(HOUR)
    let linked: string | null = null
    platform.meanwhile = async () => {
      await link()
      linked = await token()
    }
    await runDue()
    expect(await token()).toBe(linked)
    expect(await row()).toMatchObject({ status: 'LINKED', tokenVersion: 2 })
  })

  it('does not take the link away when the shop was linked anew while the old token was refused', async () => {
    const { platform, later, link, runDue, row, alerts } = await linkedShop(database().prisma)
    later(HOUR)
    platform.meanwhile = async () => {
      await link()
      platform.failure = REFUSED
    }
    await runDue()
    expect(await row()).toMatchObject({ status: 'LINKED', tokenVersion: 2 })
    expect(await alerts()).toEqual([])
  })

  it('leaves nothing behind when the shop was unlinked meanwhile', async () => {
    const { platform, deps, shopId, later, runDue, row } = await linkedShop(database().prisma)
    later(HOUR)
    platform.meanwhile = async () => void (await unlinkShop(deps, shopId, 'operator:test'))
    await runDue()
    expect(await row()).toMatchObject({ status: 'UNLINKED', accessToken: null, refreshToken: null })
  })
})

testDatabases('renewing a token that a call was refused with', (database) => {
  it('refreshes it, and gives a later caller with the old one the same new one', async () => {
    const { deps, platform, shopId, token } = await linkedShop(database().prisma)
    const accessToken = await token()
    const fresh = await renewToken(deps, { shopId, accessToken })
    expect(fresh).toBe(await token())
    expect(fresh).not.toBe(accessToken)
    expect(await renewToken(deps, { shopId, accessToken })).toBe(fresh)
    expect(platform.spent).toHaveLength(1)
  })

  it('is null when the refresh is refused, and then without asking again', async () => {
    const { deps, platform, shopId, token, row, alerts } = await linkedShop(database().prisma)
    const accessToken = await token()
    platform.failure = REFUSED
    for (const _ of [1, 2]) expect(await renewToken(deps, { shopId, accessToken })).toBeNull()
    expect(platform.spent).toHaveLength(1)
    expect((await row()).status).toBe('NEEDS_AUTHORIZATION')
    expect(await alerts()).toHaveLength(1)
  })

  it('is null when there is no refresh token: the shop needs authorization', async () => {
    const platform = testPlatform()
    platform.refreshable = false
    const { deps, shopId, token, row, alerts } = await linkedShop(database().prisma, platform)
    expect(await renewToken(deps, { shopId, accessToken: await token() })).toBeNull()
    expect(await row()).toMatchObject({
      status: 'NEEDS_AUTHORIZATION',
      statusReason: 'Its token has ended and cannot be refreshed.',
    })
    expect(await alerts()).toHaveLength(1)
  })

  it('throws when the platform is away, and the shop stays linked', async () => {
    const { deps, platform, shopId, token, row } = await linkedShop(database().prisma)
    platform.failure = new Transient({ upstream: 'TAOBAO', message: 'HTTP 502' })
    await expect(renewToken(deps, { shopId, accessToken: await token() })).rejects.toThrow('HTTP 502')
    expect(await row()).toMatchObject({ status: 'LINKED', refreshLeaseEnds: null })
  })
})

describePostgres('refreshing by many at once', (database) => {
  it('spends one refresh token: those who wait get the new token, workers go on', async () => {
    const { prisma } = database()
    const { platform, shopId, token, row, later } = await linkedShop(prisma)
    const accessToken = await token()
    later(HOUR)
    // Each has its own dependencies, as processes do.
    const processes = Array.from({ length: 8 }, () => testShopDeps(prisma, platform))
    const [renewed] = await Promise.all([
      Promise.all(processes.slice(0, 4).map((deps) => renewToken(deps, { shopId, accessToken }))),
      ...processes.slice(4).map((deps) => runRefreshDue(deps, new AbortController().signal)),
    ])
    expect(platform.spent).toHaveLength(1)
    expect(new Set(renewed)).toEqual(new Set([await token()]))
    expect(await row()).toMatchObject({ tokenVersion: 2, refreshLeaseEnds: null })
  })

  it('opens one alert when the refresh is refused, and all learn of it', async () => {
    const { prisma } = database()
    const { platform, shopId, token, alerts } = await linkedShop(prisma)
    const accessToken = await token()
    platform.failure = REFUSED
    const renewed = await Promise.all(
      Array.from({ length: 8 }, () => renewToken(testShopDeps(prisma, platform), { shopId, accessToken })),
    )
    expect(renewed).toEqual(Array(8).fill(null))
    expect(platform.spent).toHaveLength(1)
    expect(await alerts()).toHaveLength(1)
  })
})
