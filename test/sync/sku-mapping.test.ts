import { afterAll, beforeAll, expect, it } from 'vitest'
import { readSuggestions } from '../../src/store/sku-mapping.ts'
import { workInbox } from '../../src/sync/messages/work-inbox.ts'
import { confirmSkuMappings } from '../../src/sync/skus/confirm-mappings.ts'
import { exportSkuMappings, importSkuMappings } from '../../src/sync/skus/mapping-table.ts'
import { testDatabases } from '../support/databases.ts'
import { openWorld, type World } from './world.ts'

testDatabases('SKUs of listings', (database) => {
  let world: World
  const never = new AbortController().signal
  beforeAll(async () => {
    world = await openWorld(database().prisma, { matched: false })
    await world.run('TAOBAO', 'PRODUCTS')
    await world.run('JD', 'PRODUCTS')
  })
  afterAll(() => world.close())

  const listing = (platform: 'TAOBAO' | 'JD', outerId: string) =>
    database().prisma.listing.findFirstOrThrow({ where: { platform, outerId } })
  const sku = (code: string) => database().prisma.sku.findUniqueOrThrow({ where: { code } })

  it('are suggested by code, by barcode and by other listings, the most certain first', async () => {
    const { prisma } = database()
    const first = await listing('TAOBAO', 'P001-RED')
    const second = await listing('TAOBAO', 'P001-BLUE')
    const barcode = (await sku('P001-BLUE')).barcode
    await prisma.listing.update({ where: { id: second.id }, data: { outerId: 'OTHER', barcode } })
    expect(await readSuggestions(prisma, [first.id, second.id])).toEqual(
      [
        { listingId: first.id, skuId: (await sku('P001-RED')).id, by: 'CODE' },
        { listingId: second.id, skuId: (await sku('P001-BLUE')).id, by: 'BARCODE' },
      ].toSorted((a, b) => (a.listingId < b.listingId ? -1 : 1)),
    )
    await prisma.listing.update({ where: { id: second.id }, data: { outerId: 'P001-BLUE' } })
  })

  it('are confirmed by name, and their stock is pushed', async () => {
    const { id } = await listing('TAOBAO', 'P002-RED')
    const skuId = (await sku('P002-RED')).id
    world.queued.length = 0
    const input = { mappings: [{ listingId: id, skuId }] }
    expect(await confirmSkuMappings(world.deps, input)).toEqual({ ok: true, value: [id] })
    expect(world.queued).toContain(`sync ${world.shops.TAOBAO}:STOCK_PUSH`)
    expect(await confirmSkuMappings(world.deps, input)).toEqual({ ok: true, value: [] })
    expect(await confirmSkuMappings(world.deps, { mappings: [{ listingId: id }] })).toEqual({
      ok: true,
      value: [id],
    })
    expect((await listing('TAOBAO', 'P002-RED')).skuId).toBeNull()
  })

  it('are refused whole when one of them is none', async () => {
    const { id } = await listing('TAOBAO', 'P003-RED')
    const skuId = (await sku('P003-RED')).id
    const mappings = [
      { listingId: id, skuId },
      { listingId: 'none', skuId: 'none' },
    ]
    expect(await confirmSkuMappings(world.deps, { mappings })).toMatchObject({
      ok: false,
      errors: [{ field: ['mappings', '1', 'listingId'] }, { field: ['mappings', '1', 'skuId'] }],
    })
    expect((await listing('TAOBAO', 'P003-RED')).skuId).toBeNull()
    expect(await confirmSkuMappings(world.deps, {})).toMatchObject({ ok: false })
  })

  it('that contradict each other are refused, and none is made', async () => {
    const { id } = await listing('TAOBAO', 'P003-RED')
    const [one, other] = [await sku('P003-RED'), await sku('P002-RED')]
    const mappings = [
      { listingId: id, skuId: one.id },
      { listingId: id, skuId: other.id },
    ]
    expect(await confirmSkuMappings(world.deps, { mappings })).toEqual({
      ok: false,
      errors: [
        {
          code: 'INVALID_INPUT',
          field: ['mappings', '1', 'listingId'],
          message: 'The listing is matched otherwise in mappings.0.',
        },
      ],
    })
    expect((await listing('TAOBAO', 'P003-RED')).skuId).toBeNull()
  })

  it('of a table are made in one transaction, however many rows it has', async () => {
    const { prisma } = database()
    const shop = await prisma.shop.create({
      data: { platform: 'JD', externalShopId: 'large', name: 'Large' },
    })
    const rows = Array.from({ length: 2_500 }, (_, index) => `large-${index},,P002-RED`)
    const platform = 'JD' as const
    await prisma.listing.createMany({
      data: rows.map((_, index) => ({ platform, shopId: shop.id, externalId: `large-${index}` })),
    })
    const csv = ['external_id,external_sku_id,sku_code', ...rows].join('\n')
    const matched = () => prisma.listing.count({ where: { shopId: shop.id, skuId: { not: null } } })
    // Refused by the database in the last part, after the others were written.
    await prisma.$executeRaw`ALTER TABLE listing ADD CONSTRAINT one_refused CHECK (external_id <> 'large-2499' OR sku_id IS NULL)`
    const importing = importSkuMappings(world.deps, shop.id, csv)
    await expect(importing).rejects.toThrow('one_refused')
    expect(await matched()).toBe(0)
    await prisma.$executeRaw`ALTER TABLE listing DROP CONSTRAINT one_refused`
    const result = await importSkuMappings(world.deps, shop.id, csv)
    expect(result.ok && result.value.length).toBe(2_500)
    expect(await matched()).toBe(2_500)
    await prisma.listing.deleteMany({ where: { shopId: shop.id } })
  })

  it('found for a line that waited hold its stock', async () => {
    const offer = world.state.shelf.byCode('P004-RED').find(({ item }) => item.platform === 'JD')
    await database().prisma.sku.update({ where: { code: 'P004-RED' }, data: { code: 'RENAMED' } })
    const { orders } = await world.control<{ orders: { id: string }[] }>('orders', {
      platform: 'JD',
      lines: [{ externalSkuId: offer?.sku.externalSkuId, quantity: 2 }],
      paid: true,
    })
    const externalId = orders[0]?.id ?? ''
    await world.run('JD', 'ORDERS')
    const line = () => database().prisma.orderLine.findFirstOrThrow({ where: { order: { externalId } } })
    expect((await line()).skuId).toBeNull()
    const renamed = await sku('RENAMED')
    const { id } = await listing('JD', 'P004-RED')
    await confirmSkuMappings(world.deps, { mappings: [{ listingId: id, skuId: renamed.id }] })
    expect(world.queued).toContain('inbox JD')
    await workInbox(world.deps, 'JD', never)
    expect((await line()).skuId).toBe(renamed.id)
    const level = await database().prisma.stockLevel.findFirstOrThrow({ where: { skuId: renamed.id } })
    expect(level.reserved).toBe(2)
  })

  it('are confirmed for a whole shop at once, where one is suggested and only one', async () => {
    const { prisma } = database()
    const twin = await prisma.sku.findFirstOrThrow({ where: { code: 'P006-RED' } })
    await prisma.listing.updateMany({
      where: { platform: 'TAOBAO', outerId: 'P005-RED' },
      data: { barcode: twin.barcode },
    })
    const result = await confirmSkuMappings(world.deps, { suggestionsOf: world.shops.TAOBAO })
    expect(result.ok && result.value.length).toBe(34)
    const left = await prisma.listing.findMany({ where: { shopId: world.shops.TAOBAO, skuId: null } })
    expect(left.map((one) => one.outerId).toSorted()).toEqual(['P004-RED', 'P005-RED'])
  })

  it('leave as a table and come back as one, all or nothing', async () => {
    const csv = await exportSkuMappings(world.deps, world.shops.JD)
    const lines = csv.trimEnd().split('\r\n')
    expect(lines).toHaveLength(37)
    expect(lines[0]).toBe('external_id,external_sku_id,outer_id,barcode,title,sku_code')
    const filled = lines.map((line, index) =>
      index === 0 || !line.endsWith(',') ? line : `${line}${line.split(',')[2]}`,
    )
    const broken = filled.map((line, index) => (index === 3 ? `${line}-NONE` : line))
    expect(await importSkuMappings(world.deps, world.shops.JD, broken.join('\n'))).toMatchObject({
      ok: false,
    })
    const matched = () =>
      database().prisma.listing.count({ where: { shopId: world.shops.JD, skuId: { not: null } } })
    expect(await matched()).toBe(1)
    // The first listing again, with the code of the second.
    const [, first = '', second = ''] = filled
    const contrary = [...filled, first.replace(/[^,]*$/, second.split(',').at(-1) ?? '')]
    expect(await importSkuMappings(world.deps, world.shops.JD, contrary.join('\n'))).toMatchObject({
      ok: false,
      errors: [{ code: 'INVALID_INPUT', field: ['csv'], message: expect.stringContaining('lines 2 and 38') }],
    })
    expect(await matched()).toBe(1)
    const good = filled.filter((line) => !line.includes('P004-RED'))
    const result = await importSkuMappings(world.deps, world.shops.JD, good.join('\r\n'))
    expect(result.ok && result.value.length).toBe(35)
    expect(await importSkuMappings(world.deps, world.shops.JD, 'a,b\n1,2')).toMatchObject({
      errors: [{ code: 'INVALID_INPUT', field: ['csv'] }],
    })
  })
})
