import { expect, it } from 'vitest'
import { testDatabases } from '../../../test/support/databases.ts'
import { importDesk, SLICE } from '../../../test/support/file-imports.ts'

const LINES = 120
const HEADER = 'sku,handle,title:en,price,opening_stock:HUB'
const table = (lines = LINES) =>
  [
    HEADER,
    ...Array.from({ length: lines }, (_one, n) => `S-${n},p-${n >> 1},Thing ${n >> 1},${n + 1},2`),
  ].join('\n')

testDatabases('an import of a file', (database) => {
  it('goes on at its line after a stop, an unexpected error and a lost lease, and does no line twice', {
    timeout: 120_000,
  }, async () => {
    const desk = importDesk(database, SLICE)
    const { prisma } = desk
    await prisma.warehouse.create({ data: { code: 'HUB', name: 'Hub', country: 'CN' } })
    const id = await desk.begin(table())
    const stopping = new AbortController()
    const stopped = desk.runnerWith((work) => ({
      ...work,
      writeRows: async (...slice) => {
        const written = await work.writeRows(...slice)
        stopping.abort()
        return written
      },
    }))
    await stopped.work(stopping.signal)
    expect(await desk.read(id)).toMatchObject({ status: 'RUNNING', created: SLICE, total: LINES })

    // Another process takes the import over while this one is in the middle of a slice: what it wrote is undone.
    const robbed = desk.runnerWith((work) => ({
      ...work,
      writeRows: async (tx, ...slice) => {
        const written = await work.writeRows(tx, ...slice)
        await tx.catalogueImport.update({ where: { id }, data: { leasedBy: 'another' } })
        return written
      },
    }))
    await robbed.work(new AbortController().signal)
    expect(await desk.read(id)).toMatchObject({ status: 'RUNNING', created: SLICE })
    expect(await prisma.sku.count()).toBe(SLICE)
    await prisma.catalogueImport.update({ where: { id }, data: { leasedBy: null, leasedUntil: null } })

    // One line meets a mistake of ours: it alone fails.
    const faulty = desk.runnerWith((work) => ({
      ...work,
      writeRows: async (tx, job, rows) => {
        if (rows.some(({ reference }) => reference === 'S-70')) throw new Error('a mistake')
        return work.writeRows(tx, job, rows)
      },
    }))
    while (await faulty.work(new AbortController().signal));
    expect(await desk.read(id)).toMatchObject({ status: 'PARTIAL', created: LINES - 1, failed: 1 })
    expect(desk.errors).toEqual([new Error('a mistake')])

    const again = await desk.begin(table())
    await desk.finish()
    expect(await desk.read(again)).toMatchObject({ status: 'SUCCEEDED', created: 1, unchanged: LINES - 1 })
    const counts = await Promise.all([
      prisma.sku.count(),
      prisma.product.count(),
      prisma.stockMovement.count(),
      prisma.stockLevel.aggregate({ _sum: { onHand: true } }),
    ])
    expect(counts).toEqual([LINES, LINES / 2, LINES, { _sum: { onHand: 2 * LINES } }])
  })

  it('is refused as a whole when a quote is never closed, and writes none of it', async () => {
    const desk = importDesk(database, SLICE)
    const before = await desk.prisma.sku.count()
    const id = await desk.begin(`${HEADER}\nQ-1,,Fine,1,\nQ-2,,"Open,2,\nQ-3,,Fine,3,`)
    await desk.finish()
    expect(await desk.read(id)).toMatchObject({
      status: 'FAILED',
      error: expect.stringContaining('After line 2 a cell begins with a quote that is not closed'),
    })
    expect(await desk.prisma.sku.count()).toBe(before)
  })
})
