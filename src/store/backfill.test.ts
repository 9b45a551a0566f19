import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describeWith } from '../../test/support/binaries.ts'
import { postgresDatabase } from '../../test/support/databases.ts'
import type { Database } from './database.ts'
import { migrate } from './migrator.ts'
import { openServerDatabase } from './server-database.ts'

const MIGRATIONS = join(import.meta.dirname, '../../prisma/migrations')

describeWith(['PostgreSQL'], 'rows of earlier versions', () => {
  /** Migrated up to the version before `name`, filled, and then migrated to the present one. */
  async function upgraded(name: string, rows: string): Promise<Database> {
    const before = await mkdtemp(join(tmpdir(), 'migrations-'))
    const folders = (await readdir(MIGRATIONS)).filter((name) => /^\d/.test(name)).sort()
    const first = folders.findIndex((folder) => folder.endsWith(`_${name}`))
    for (const folder of folders.slice(0, first))
      await cp(join(MIGRATIONS, folder), join(before, folder), { recursive: true })
    const database = await openServerDatabase({ url: await postgresDatabase({ empty: true }) })
    await migrate(database, before)
    await rm(before, { recursive: true })
    for (const statement of rows.split(';\n').filter((text) => text.trim() !== ''))
      await database.prisma.$executeRawUnsafe(statement)
    await migrate(database)
    return database
  }

  it('have one parcel where its number was written in two forms', async () => {
    const database = await upgraded(
      'parcel_numbers',
      `INSERT INTO "order" (id, number, source, status, total_minor, placed_at, updated_at) VALUES
        ('a', 'HG-1', 'STOREFRONT', 'SHIPPED', 1, now(), now()), ('b', 'HG-2', 'STOREFRONT', 'SHIPPED', 1, now(), now());
      INSERT INTO shipment (id, order_id, leg, carrier, tracking_number, status, created_at, announce_due_at, announced_at) VALUES
        ('1', 'a', 'INTERNATIONAL', 'SF', 'SF100', 'PENDING', now() - interval '3 hours', now(), NULL),
        ('2', 'a', 'INTERNATIONAL', 'SF', 'sf-1 00', 'IN_TRANSIT', now() - interval '2 hours', NULL, now()),
        ('3', 'b', 'INTERNATIONAL', 'SF', 'sf100', 'PENDING', now() - interval '1 hour', NULL, NULL),
        ('4', 'b', 'INTERNATIONAL', 'EMS', 'ems 7', 'PENDING', now(), NULL, NULL);
      INSERT INTO tracking_event (id, shipment_id, status, description, occurred_at, dedupe_key) VALUES
        ('x', '1', 'PICKED_UP', 'got', now(), 'k1'), ('y', '2', 'PICKED_UP', 'got', now(), 'k1'),
        ('z', '2', 'IN_TRANSIT', 'on its way', now(), 'k2'), ('w', '3', 'PENDING', 'announced', now(), 'k1');\n`,
    )
    const shipments = await database.prisma.shipment.findMany({
      include: { events: { orderBy: { id: 'asc' } } },
      orderBy: { id: 'asc' },
    })
    expect(
      shipments.map(({ id, carrier, trackingNumber, status, announceDueAt, announcedAt, events }) => [
        [id, carrier, trackingNumber, status],
        [announceDueAt, announcedAt !== null],
        events.map((event) => event.id),
      ]),
    ).toEqual([
      [
        ['1', 'SF', 'SF100', 'IN_TRANSIT'],
        [null, true],
        ['x', 'z'],
      ],
      [['3', 'SF (2)', 'SF100', 'PENDING'], [null, false], ['w']],
      [['4', 'EMS', 'EMS7', 'PENDING'], [null, false], []],
    ])
    await database.close()
  })

  it('have lines where their orders and purchases are, and what the warehouse has of them', async () => {
    const orders = [
      ['unpaid', 'STOREFRONT', 'PENDING_PAYMENT'],
      ['bought', 'STOREFRONT', 'PURCHASED'],
      ['gone', 'STOREFRONT', 'SHIPPED'],
      ['there', 'TAOBAO', 'AT_WAREHOUSE'],
      ['asked', 'TAOBAO', 'PAID'],
      ['half', 'JD', 'PAID'],
    ]
    const database = await upgraded(
      'order_line_states',
      `INSERT INTO shop (id, platform, external_shop_id, name, updated_at) VALUES ('s', 'TAOBAO', '1', 'x', now());
      INSERT INTO product (id, title_zh, updated_at) VALUES ('p', '茶', now());
      INSERT INTO sku (id, code, product_id, title_zh, price_minor, updated_at) VALUES ('k', 'K', 'p', '茶', 1, now());
      INSERT INTO "order" (id, number, source, status, total_minor, placed_at, updated_at, shop_id, external_id, handed_over_at) VALUES
        ${orders
          .map(
            ([id, source, status]) =>
              `('${id}', '${id}', '${source}', '${status}', 300, now(), now(), 's', ${source === 'STOREFRONT' ? 'NULL' : `'${id}'`}, ${id === 'there' ? 'now()' : 'NULL'})`,
          )
          .join(', ')};
      INSERT INTO order_line (id, order_id, position, title, quantity, unit_price_minor, external_id)
        SELECT id || place, id, place, '茶', 1, 100 * place, 'l' || place FROM "order", generate_series(1, 2) place;
      INSERT INTO purchase_order (id, order_id, platform, status, updated_at) VALUES ('b', 'bought', 'TAOBAO', 'SHIPPED', now());
      INSERT INTO purchase_order_line (id, purchase_order_id, order_line_id, sku_id, external_id, quantity, unit_price_minor)
        VALUES ('x', 'b', 'bought1', 'k', 'e', 1, 1);
      INSERT INTO marketplace_refund (id, shop_id, external_id, external_order_id, external_line_id, amount_minor, status, raw_status) VALUES
        ('r', 's', 'r', 'asked', 'l1', 100, 'REQUESTED', 'x'), ('q', 's', 'q', 'asked', 'l2', 200, 'SUCCEEDED', 'x'),
        ('o', 's', 'o', 'half', NULL, 299, 'SUCCEEDED', 'x');\n`,
    )
    const lines = await database.prisma.orderLine.findMany({ orderBy: { id: 'asc' } })
    expect(
      lines.map(({ id, status, refundPending, warehouseOrderCode }) => [
        id,
        status,
        refundPending,
        warehouseOrderCode,
      ]),
    ).toEqual([
      ['asked1', 'PENDING', true, null],
      ['asked2', 'REFUNDED', false, null],
      ['bought1', 'SELLER_SENT', false, null],
      ['bought2', 'PENDING', false, null],
      ['gone1', 'SHIPPED', false, null],
      ['gone2', 'SHIPPED', false, null],
      ['half1', 'PENDING', false, null],
      ['half2', 'PENDING', false, null],
      ['there1', 'PENDING', false, 'there'],
      ['there2', 'PENDING', false, 'there'],
      ['unpaid1', 'PENDING', false, null],
      ['unpaid2', 'PENDING', false, null],
    ])
    expect(await database.prisma.warehouseOrder.findMany()).toMatchObject([
      { code: 'there', orderId: 'there', status: 'ACCEPTED' },
    ])
    await database.close()
  })

  it('have lines that follow the purchases of their orders', async () => {
    const purchases = [
      ['new', 'PENDING', null],
      ['begun', 'PENDING', 'now()'],
      ['closed', 'FAILED', 'now()'],
      ['paid', 'PAID', 'now()'],
      ['here', 'RECEIVED', 'now()'],
      ['off', 'CANCELLED', 'now()'],
    ]
    const lines = [...purchases.map(([id]) => [id, 'PENDING', id]), ['gone', 'SHIPPED', 'paid']]
    const database = await upgraded(
      'lines_follow_purchases',
      `INSERT INTO product (id, title_zh, updated_at) VALUES ('p', '茶', now());
      INSERT INTO sku (id, code, product_id, title_zh, price_minor, updated_at) VALUES ('k', 'K', 'p', '茶', 1, now());
      INSERT INTO "order" (id, number, source, status, total_minor, placed_at, updated_at)
        VALUES ('o', 'o', 'STOREFRONT', 'PURCHASING', 300, now(), now());
      INSERT INTO purchase_order (id, order_id, platform, status, submitted_at, updated_at) VALUES
        ${purchases.map(([id, status, submitted]) => `('${id}', 'o', 'JD', '${status}', ${submitted}, now())`).join(', ')};
      INSERT INTO order_line (id, order_id, position, title, quantity, unit_price_minor, status) VALUES
        ${lines.map(([id, status], index) => `('${id}', 'o', ${index}, '茶', 1, 1, '${status}')`).join(', ')}, ('both', 'o', 99, '茶', 1, 1, 'PENDING');
      INSERT INTO purchase_order_line (id, purchase_order_id, order_line_id, sku_id, external_id, quantity, unit_price_minor) VALUES
        ${[...lines, ['both', '', 'here'], ['both', '', 'paid']].map(([id, , purchase], index) => `('${index}', '${purchase}', '${id}', 'k', 'e', 1, 1)`).join(', ')};\n`,
    )
    const rows = await database.prisma.orderLine.findMany({ orderBy: { id: 'asc' } })
    expect(Object.fromEntries(rows.map(({ id, status }) => [id, status]))).toEqual({
      new: 'PENDING',
      begun: 'PURCHASING',
      closed: 'PURCHASING',
      paid: 'PURCHASED',
      here: 'ARRIVED',
      off: 'PENDING',
      both: 'PURCHASED',
      gone: 'SHIPPED',
    })
    await database.close()
  })
})
