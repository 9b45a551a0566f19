import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { describePostgres, testDatabases } from '../../../test/support/databases.ts'
import { type TestPlatform, testBox, testPlatform, testShopDeps } from '../../../test/support/oauth.ts'
import { Misconfigured, Rejected, Transient } from '../../domain/upstream-error.ts'
import type { PrismaClient } from '../../store/database.ts'
import { openSyncAlert } from '../../store/sync-alert.ts'
import { transaction } from '../../store/transaction.ts'
import { beginLink, LINK_LIFE_MS } from './begin-link.ts'
import { tokenAlertKey } from './deps.ts'
import { finishLink } from './finish-link.ts'
import { unlinkShop } from './unlink.ts'

/** A platform, a gateway over it, and the way of an owner through both. */
function linking(prisma: PrismaClient, platform: TestPlatform = testPlatform()) {
  const deps = testShopDeps(prisma, platform)
  const begin = async () => {
    const begun = await beginLink(deps, 'TAOBAO', 'operator:test')
    if (!begun.ok) throw new Error(begun.errors[0]?.message)
    return new URL(begun.value).searchParams.get('state') ?? ''
  }
  const finish = (state: string, code: string | null = 'the-code', error: string | null = null) =>
    finishLink(deps, 'TAOBAO', { state, code, error })
  const shop = () =>
    prisma.shop.findUnique({
      where: { platform_externalShopId: { platform: 'TAOBAO', externalShopId: platform.externalShopId } },
    })
  return { platform, deps, begin, finish, shop, link: async () => finish(await begin()) }
}

const sha256 = (text: string) => createHash('sha256').update(text)

testDatabases('linking a shop', (database) => {
  const start = (platform?: TestPlatform) => linking(database().prisma, platform)

  it('stores the tokens sealed, with when they end and are due', async () => {
    const now = new Date('2026-03-01T08:00:00.000Z')
    const { platform, link, shop } = start()
    platform.now = () => now
    expect(await link()).toEqual({ kind: 'linked', shopName: 'A shop' })
    const row = await shop()
    expect(row).toMatchObject({
      name: 'A shop',
      status: 'LINKED',
      statusReason: null,
      tokenVersion: 1,
      tokenExpiresAt: new Date('2026-03-01T09:00:00.000Z'),
      refreshExpiresAt: new Date('2026-03-01T18:00:00.000Z'),
      refreshDueAt: new Date('2026-03-01T08:30:00.000Z'),
    })
    expect(testBox.open(row?.accessToken ?? new Uint8Array())).toMatch(/^access-/)
    expect(testBox.open(row?.refreshToken ?? new Uint8Array())).toMatch(/^refresh-/)
    expect(Buffer.from(row?.accessToken ?? []).toString('latin1')).not.toContain('access-')
    expect(platform.exchanged).toEqual([
      {
        code: 'the-code',
        redirectUri: 'https://gateway.example/oauth/taobao/callback',
        codeVerifier: undefined,
      },
    ])
  })

  it('keeps only the hash of the state, for a quarter of an hour, with who began it', async () => {
    const { platform, begin } = start()
    platform.now = () => new Date('2026-03-01T08:00:00.000Z')
    const state = await begin()
    expect(Buffer.from(state, 'base64url')).toHaveLength(32)
    const rows = await database().prisma.oauthState.findMany({
      where: { stateHash: sha256(state).digest('hex') },
    })
    expect(rows).toMatchObject([
      { actor: 'operator:test', usedAt: null, expiresAt: new Date('2026-03-01T08:15:00.000Z') },
    ])
    expect(JSON.stringify(rows)).not.toContain(state)
  })

  it('proves with PKCE, where the platform has it, that it is the one who began', async () => {
    const { platform, begin, finish } = start(testPlatform({ pkce: true }))
    const state = await begin()
    const [row] = await database().prisma.oauthState.findMany({
      where: { stateHash: sha256(state).digest('hex') },
    })
    expect(await finish(state)).toMatchObject({ kind: 'linked' })
    const verifier = platform.exchanged[0]?.codeVerifier ?? ''
    expect(verifier).toMatch(/^[\w-]{43}$/)
    expect(platform.asked[0]?.codeChallenge).toBe(sha256(verifier).digest('base64url'))
    expect(testBox.open(row?.verifier ?? new Uint8Array())).toBe(verifier)
  })

  it.each([
    ['unknown', async () => 'never-ours', 'TAOBAO' as const],
    ['unknown', (begin: () => Promise<string>) => begin(), 'JD' as const],
  ])('refuses a state that is %s here, and asks no platform', async (kind, stateOf, platform) => {
    const { deps, begin, platform: asked } = start()
    const state = await stateOf(begin)
    expect(await finishLink(deps, platform, { state, code: 'c', error: null })).toEqual({ kind, said: null })
    expect(asked.exchanged).toEqual([])
  })

  it('leaves a state good that was brought to another platform', async () => {
    const { deps, begin, finish } = start()
    const state = await begin()
    await finishLink(deps, 'JD', { state, code: 'c', error: null })
    expect(await finish(state)).toMatchObject({ kind: 'linked' })
  })

  it('takes a state once', async () => {
    const { begin, finish, shop, platform } = start()
    const state = await begin()
    expect(await finish(state)).toMatchObject({ kind: 'linked' })
    const before = await shop()
    expect(await finish(state)).toEqual({ kind: 'used', said: null })
    expect(await shop()).toEqual(before)
    expect(platform.exchanged).toHaveLength(1)
  })

  it('refuses a state that has run out, and forgets it a day later', async () => {
    const { platform, begin, finish, shop } = start()
    const began = Date.now()
    const state = await begin()
    platform.now = () => new Date(began + LINK_LIFE_MS + 1_000)
    expect(await finish(state)).toEqual({ kind: 'expired', said: null })
    platform.now = () => new Date(began + LINK_LIFE_MS + 25 * 3_600_000)
    await begin()
    expect(await finish(state)).toEqual({ kind: 'unknown', said: null })
    expect(await shop()).toBeNull()
    expect(platform.exchanged).toEqual([])
  })

  it.each([
    ['the owner says no', null, 'access_denied', 'denied'],
    ['there is no code', null, null, 'denied'],
  ])('changes nothing when %s, and the state is used up', async (_what, code, error, kind) => {
    const { begin, finish, shop } = start()
    const state = await begin()
    expect(await finish(state, code, error)).toEqual({ kind, said: null })
    expect(await finish(state)).toEqual({ kind: 'used', said: null })
    expect(await shop()).toBeNull()
  })

  it.each([
    ['code-refused', new Rejected({ upstream: 'TAOBAO', message: 'bad code' }), 'bad code'],
    ['unavailable', new Transient({ upstream: 'TAOBAO', message: 'HTTP 502' }), 'HTTP 502'],
    ['misconfigured', new Misconfigured({ upstream: 'TAOBAO', message: 'wrong secret' }), 'wrong secret'],
  ])('says %s when the exchange fails so, and changes nothing', async (kind, failure, said) => {
    const { platform, link, shop } = start()
    platform.failure = failure
    expect(await link()).toEqual({ kind, said })
    expect(await shop()).toBeNull()
    expect(platform.exchanged).toHaveLength(1)
  })

  it('refuses tokens of which nobody can say whose they are', async () => {
    const { platform, link } = start()
    platform.externalShopId = ''
    expect(await link()).toMatchObject({ kind: 'misconfigured' })
    expect(await database().prisma.shop.count({ where: { externalShopId: '' } })).toBe(0)
  })

  it('is refused for a platform that is not set up', async () => {
    const { deps } = start()
    expect(await beginLink(deps, 'JD', 'operator:test')).toMatchObject({
      ok: false,
      errors: [
        { code: 'INVALID_INPUT', field: ['platform'], message: expect.stringContaining('JD_APP_KEY') },
      ],
    })
  })

  it('names a shop by its account when the platform tells no name', async () => {
    const { platform, link } = start()
    platform.shopName = null
    expect(await link()).toEqual({ kind: 'linked', shopName: `TAOBAO ${platform.externalShopId}` })
  })

  it('never logs a state, a code or a token', async () => {
    const { deps, platform, begin, finish, shop } = start()
    const state = await begin()
    await finish(state, 'the-secret-code')
    platform.failure = new Rejected({ upstream: 'TAOBAO', message: 'bad code' })
    const second = await begin()
    await finish(second, 'the-secret-code')
    const row = await shop()
    const lines = JSON.stringify(deps.logged)
    expect(deps.logged.map(({ message }) => message)).toEqual(['shop linked', 'a shop could not be linked'])
    const token = testBox.open(row?.accessToken ?? new Uint8Array())
    for (const secret of [state, second, 'the-secret-code', token]) expect(lines).not.toContain(secret)
  })
})

testDatabases('a shop that is linked again', (database) => {
  it('keeps its id, name and cursors, gets the new tokens, and its alert ends', async () => {
    const { prisma } = database()
    const { platform, link, shop } = linking(prisma)
    await link()
    const first = await shop()
    const shopId = first?.id ?? ''
    const cursor = new Date('2026-03-01T08:00:00.000Z')
    await prisma.syncState.create({ data: { shopId, kind: 'ORDERS', cursor } })
    await prisma.shop.update({
      where: { id: shopId },
      data: { status: 'NEEDS_AUTHORIZATION', statusReason: 'refused', name: 'Our name for it' },
    })
    const dedupeKey = tokenAlertKey(shopId)
    await transaction(prisma, (tx) =>
      openSyncAlert(tx, { shopId, kind: 'TOKEN_ENDS', dedupeKey, message: 'm' }),
    )
    platform.shopName = 'Another name'
    expect(await link()).toEqual({ kind: 'linked', shopName: 'Our name for it' })
    const second = await shop()
    expect(second).toMatchObject({ id: shopId, status: 'LINKED', statusReason: null, tokenVersion: 2 })
    expect(second?.accessToken).not.toEqual(first?.accessToken)
    expect(await prisma.syncState.findMany({ where: { shopId } })).toMatchObject([{ kind: 'ORDERS', cursor }])
    expect(await prisma.syncAlertRow.findMany({ where: { dedupeKey } })).toMatchObject([
      { resolvedAt: expect.any(Date) },
    ])
  })
})

testDatabases('unlinking a shop', (database) => {
  it('forgets its tokens and keeps its cursors; again is no failure; it can be linked again', async () => {
    const { prisma } = database()
    const { deps, link, shop } = linking(prisma)
    await link()
    const shopId = (await shop())?.id ?? ''
    await prisma.syncState.create({ data: { shopId, kind: 'STOCK', cursor: new Date(0) } })
    for (const _ of [1, 2])
      expect(await unlinkShop(deps, shopId, 'operator:test')).toEqual({ ok: true, value: shopId })
    expect(await shop()).toMatchObject({
      status: 'UNLINKED',
      accessToken: null,
      refreshToken: null,
      tokenExpiresAt: null,
      refreshExpiresAt: null,
      refreshDueAt: null,
    })
    expect(await prisma.syncState.count({ where: { shopId } })).toBe(1)
    expect(await link()).toMatchObject({ kind: 'linked' })
    expect(await shop()).toMatchObject({ id: shopId, status: 'LINKED' })
  })

  it('is refused for a shop that there is not', async () => {
    const { deps } = linking(database().prisma)
    expect(await unlinkShop(deps, 'none', 'operator:test')).toMatchObject({
      ok: false,
      errors: [{ code: 'NOT_FOUND', field: ['id'] }],
    })
  })
})

describePostgres('linking a shop by many at once', (database) => {
  it('exchanges the code for one of those who bring the same state', async () => {
    const { platform, begin, finish } = linking(database().prisma)
    const state = await begin()
    const results = await Promise.all(Array.from({ length: 8 }, () => finish(state)))
    expect(results.map(({ kind }) => kind).toSorted()).toEqual(['linked', ...Array(7).fill('used')])
    expect(platform.exchanged).toHaveLength(1)
  })

  it('makes one shop of one account, however many link it', async () => {
    const { link, shop } = linking(database().prisma)
    const results = await Promise.all(Array.from({ length: 8 }, () => link()))
    expect(results.map(({ kind }) => kind)).toEqual(Array(8).fill('linked'))
    expect(await shop()).toMatchObject({ tokenVersion: 8 })
  })
})
