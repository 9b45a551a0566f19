import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWith } from '../../../test/support/binaries.ts'
import { postgresDatabase } from '../../../test/support/databases.ts'
import { importDesk } from '../../../test/support/file-imports.ts'
import { makeSku } from '../../../test/support/fixtures.ts'
import { until } from '../../../test/support/until.ts'
import { MAX_QUANTITY } from '../../domain/stock.ts'
import type { Database } from '../../store/database.ts'
import { openServerDatabase } from '../../store/server-database.ts'

describeWith(['PostgreSQL'], 'lines of a slice', () => {
  let database: Database
  const statements: string[] = []
  const desk = () => importDesk(() => database)
  const rowsOf = (importId: string) =>
    database.prisma.catalogueImportRow.findMany({ where: { importId }, orderBy: { position: 'asc' } })

  beforeAll(async () => {
    const onStatement = (sql: string) => void statements.push(sql)
    database = await openServerDatabase({ url: await postgresDatabase(), onStatement })
    for (const code of ['A', 'B', 'C'])
      await database.prisma.warehouse.create({ data: { code, name: code, country: 'CN' } })
    await database.prisma.category.create({ data: { slug: 'tea', nameEn: 'Tea' } })
  })
  afterAll(() => database?.close())

  async function imported(lines: readonly string[], dryRun = false) {
    const { begin, finish, read } = desk()
    const id = await begin(lines.join('\n'), dryRun)
    statements.length = 0
    await finish()
    return { statements: statements.length, ...(await read(id)) }
  }

  /** Lines of products with two SKUs each. */
  const newSkus = (prefix: string, count: number) => [
    'sku,handle,title:en,categories,attributes,price,opening_stock:A,opening_stock:B',
    ...Array.from(
      { length: count },
      (_, n) => `${prefix}-${n},${prefix}-${n >> 1},Tea ${n >> 1},tea,Size: ${n},${n + 1}.50,${n + 2},3`,
    ),
  ]

  it('are written in as many statements for 200 lines as for 20, and recorded like those of a person', async () => {
    const { prisma } = database
    const few = await imported(newSkus('few', 20))
    const many = await imported(newSkus('many', 200))
    expect(many).toMatchObject({ status: 'SUCCEEDED', created: 200 })
    expect(few.statements).toBeLessThan(100)
    // Progress is told twice a second.
    expect(many.statements).toBeLessThan(few.statements + 3)

    const sku = await prisma.sku.findUniqueOrThrow({
      where: { code: 'many-7' },
      include: {
        stockLevels: { orderBy: { onHand: 'asc' } },
        movements: { orderBy: { delta: 'asc' } },
        product: { include: { categories: { include: { category: true } } } },
      },
    })
    expect(sku).toMatchObject({
      priceMinor: 850n,
      titleEn: 'Tea 3 7',
      editedFields: ['code', 'attributes', 'price'],
      stockLevels: [
        { onHand: 3, version: 1 },
        { onHand: 9, version: 1 },
      ],
      movements: [
        { delta: 3, onHandAfter: 3, levelVersion: 1, reason: 'RECEIPT', actor: 'operator:ada' },
        { delta: 9, onHandAfter: 9, levelVersion: 1 },
      ],
      product: {
        handle: 'many-3',
        version: 1,
        availability: 'LOW_STOCK',
        categories: [{ category: { slug: 'tea' } }],
      },
    })
    const { productId } = sku
    const trail = await prisma.auditEntry.findMany({ where: { productId }, orderBy: { id: 'asc' } })
    expect(trail.map(({ entityId, field }) => (entityId === productId ? field : `sku.${field}`))).toEqual([
      ...['titleEn', 'status', 'categories'],
      ...['sku.code', 'sku.attributes', 'sku.price', 'sku.code', 'sku.attributes', 'sku.price'],
    ])
    expect(trail[0]).toMatchObject({ actor: 'operator:ada', source: 'FILE', before: null, after: 'Tea 3' })
    const events = await prisma.outboxEvent.findMany({
      where: { key: { in: [`product:${productId}`, sku.id] } },
      orderBy: { id: 'asc' },
    })
    expect(events.map(({ topic }) => topic)).toEqual(['stock', 'stock', 'product'])

    const prices = ['sku,price', ...Array.from({ length: 200 }, (_, n) => `many-${n},${n + 2}`)]
    const priced = await imported(prices)
    expect(priced).toMatchObject({ status: 'SUCCEEDED', updated: 200 })
    expect(priced.statements).toBeLessThan(90)
    expect(await prisma.sku.findUniqueOrThrow({ where: { code: 'many-7' } })).toMatchObject({
      priceMinor: 900n,
      editedFields: ['code', 'attributes', 'price'],
    })
    expect(await prisma.product.findUniqueOrThrow({ where: { id: productId } })).toMatchObject({ version: 2 })

    const again = await imported(prices)
    expect(again).toMatchObject({ unchanged: 200, updated: 0 })
    expect(again.statements).toBeLessThan(65)
    expect(await prisma.auditEntry.count({ where: { productId } })).toBe(trail.length + 2)
  })

  it.each([
    ['tried', true],
    ['done', false],
  ])('fail alone when the database refuses one of them, %s', async (_how, dryRun) => {
    const lines = [
      'sku,handle,title:en,price,opening_stock:A,opening_stock:B,opening_stock:C',
      ...Array.from({ length: 60 }, (_, n) => `r-${n},r-${n},Tea ${n},1,1,1,1`),
    ]
    // Together more pieces of one SKU than an Int holds.
    lines[42] = `r-41,r-41,Tea 41,1,${MAX_QUANTITY},${MAX_QUANTITY},${MAX_QUANTITY}`
    const found = await imported(lines, dryRun)
    expect(found).toMatchObject({ status: 'PARTIAL', created: 59, failed: 1 })
    const rows = await rowsOf(found.id)
    expect(rows.filter(({ outcome }) => outcome === 'FAILED')).toMatchObject([
      {
        reference: 'r-41',
        code: 'LIMIT_EXCEEDED',
        message: expect.stringMatching(/^Line 43: .*All warehouses together would have 3000000000 pieces/),
        changes: [],
        productId: null,
      },
    ])
    expect(rows.filter(({ productId }) => productId !== null)).toHaveLength(dryRun ? 0 : 59)
    const skus = await database.prisma.sku.findMany({ where: { code: { startsWith: 'r-' } } })
    expect(skus.map(({ code }) => code).includes('r-41')).toBe(false)
    expect(skus).toHaveLength(dryRun ? 0 : 59)
    expect(await database.prisma.product.count({ where: { handle: 'r-41' } })).toBe(0)
  })

  it('fail alone when somebody takes the code of one of them at this moment', async () => {
    const { prisma } = database
    const { productId } = await makeSku(prisma)
    let release = () => {}
    const held = prisma.$transaction(async (tx) => {
      await tx.sku.create({ data: { code: 't-13', productId, titleEn: 'Taken', priceMinor: 1n } })
      await new Promise<void>((resolve) => {
        release = resolve
      })
    })
    const importing = imported(newSkus('t', 20))
    await until(async () => {
      const waiting = await prisma.$queryRaw<object[]>`
        SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
      return waiting.length > 0
    }, 'the import to wait for the code')
    release()
    await held
    const found = await importing
    expect(found).toMatchObject({ status: 'PARTIAL', created: 19, failed: 1 })
    expect((await rowsOf(found.id))[13]).toMatchObject({
      outcome: 'FAILED',
      message: expect.stringContaining('Line 15: sku "t-13" belongs to the product'),
    })
    expect(await prisma.sku.findUniqueOrThrow({ where: { code: 't-13' } })).toMatchObject({ productId })
  })

  it('build on lines above that are not written yet', async () => {
    const found = await imported([
      'handle,title:en,brand,description:en,status,sku,price,min_order_quantity',
      'w,Tea,,,,w-1,1,',
      'w,,,,,w-2,2,',
      'w,,West Lake,Hand fired.,,w-1,,3',
      'w,Tea,West Lake,,,w-2,2,',
      ',Loose,,,,w-3,3,',
      ',Loose,,,,w-4,3,',
      'w,,,,ARCHIVED,,,',
    ])
    expect(found).toMatchObject({ status: 'SUCCEEDED', created: 4, updated: 2, unchanged: 1 })
    const skus = await database.prisma.sku.findMany({
      where: { code: { startsWith: 'w-' } },
      orderBy: { code: 'asc' },
      include: { product: true },
    })
    expect(skus.map(({ minOrderQuantity }) => minOrderQuantity)).toEqual([3, 1, 1, 1])
    expect(skus[1]?.product).toMatchObject({
      handle: 'w',
      brand: 'West Lake',
      descriptionEn: 'Hand fired.',
      status: 'ARCHIVED',
    })
    const [third, fourth] = [skus[2]?.product.handle, skus[3]?.product.handle]
    expect(third).toBe('loose')
    expect(fourth).toMatch(/^loose-[0-9a-f]{8}$/)

    const changed = await imported(['sku,price,min_order_quantity', 'w-4,9,', 'w-4,,7'])
    expect(changed).toMatchObject({ status: 'SUCCEEDED', updated: 2 })
    expect(await database.prisma.sku.findUniqueOrThrow({ where: { code: 'w-4' } })).toMatchObject({
      priceMinor: 900n,
      minOrderQuantity: 7,
    })
  })
})
