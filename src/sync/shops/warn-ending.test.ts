import { afterEach, expect, it } from 'vitest'
import { testDatabases } from '../../../test/support/databases.ts'
import { testPlatform, testShopDeps } from '../../../test/support/oauth.ts'
import { makeShop } from '../../../test/support/shops.ts'
import { runWarnEnding, WARN_AHEAD_MS } from './warn-ending.ts'

const NOW = new Date('2026-03-01T08:00:00.000Z')
const after = (ms: number) => new Date(NOW.getTime() + ms)
const SEALED = new Uint8Array([1])
const YEAR = 365 * 24 * 3_600_000

testDatabases('permissions that end', (database) => {
  afterEach(() => database().prisma.shop.updateMany({ data: { status: 'UNLINKED' } }))

  const shop = async (columns: object) => {
    const { prisma } = database()
    const id = await makeShop(prisma)
    await prisma.shop.update({ where: { id }, data: { accessToken: SEALED, ...columns } })
    return id
  }
  const run = async (now = NOW) => {
    const platform = testPlatform()
    platform.now = () => now
    await runWarnEnding(testShopDeps(database().prisma, platform))
  }
  const alerts = async (shopId: string) => {
    const rows = await database().prisma.syncAlertRow.findMany({ where: { shopId }, orderBy: { id: 'asc' } })
    return rows.map(({ kind, resolvedAt }) => `${kind} ${resolvedAt ? 'resolved' : 'open'}`)
  }

  it.each([
    ['a token that cannot be refreshed', { tokenExpiresAt: after(WARN_AHEAD_MS) }],
    ['a refresh token', { refreshToken: SEALED, tokenExpiresAt: after(1), refreshExpiresAt: after(1) }],
  ])('are told days before, once: %s', async (_what, columns) => {
    const id = await shop(columns)
    await run()
    await run()
    expect(await alerts(id)).toEqual(['TOKEN_ENDS open'])
    expect(await database().prisma.shop.findUnique({ where: { id } })).toMatchObject({ status: 'LINKED' })
  })

  it.each([
    ['later', { tokenExpiresAt: after(WARN_AHEAD_MS + 1) }],
    ['never', { tokenExpiresAt: null }],
    [
      'soon, but can be refreshed',
      { refreshToken: SEALED, tokenExpiresAt: after(1), refreshExpiresAt: null },
    ],
    ['soon, of a shop that is not linked', { status: 'UNLINKED', tokenExpiresAt: after(1) }],
  ])('are not told when they end %s', async (_what, columns) => {
    const id = await shop(columns)
    await run()
    expect(await alerts(id)).toEqual([])
  })

  it('are over for the alert once they were prolonged, or the shop was unlinked', async () => {
    const { prisma } = database()
    const ids = [await shop({ tokenExpiresAt: after(1_000) }), await shop({ tokenExpiresAt: after(1_000) })]
    await run()
    const [id = '', other = ''] = ids
    await prisma.shop.update({ where: { id }, data: { tokenExpiresAt: after(YEAR) } })
    await prisma.shop.update({ where: { id: other }, data: { status: 'UNLINKED' } })
    await run()
    for (const one of ids) expect(await alerts(one)).toEqual(['TOKEN_ENDS resolved'])
  })

  it('take the shop off when they are over', async () => {
    const id = await shop({ tokenExpiresAt: after(1_000) })
    await run()
    await run(after(2_000))
    expect(await database().prisma.shop.findUnique({ where: { id } })).toMatchObject({
      status: 'NEEDS_AUTHORIZATION',
      accessToken: null,
    })
    expect((await alerts(id)).toSorted()).toEqual(['NEEDS_AUTHORIZATION open', 'TOKEN_ENDS resolved'])
  })
})
