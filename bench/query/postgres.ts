import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { migrate } from '../../src/store/migrator.ts'
import { openServerDatabase } from '../../src/store/server-database.ts'
import { startPostgres } from '../../test/support/postgres.ts'
import type { Rows } from './rows.ts'

export interface BenchPostgres {
  readonly url: string
  /** CPU of all its processes that serve clients, user and system, µs. */
  cpu(): number
  stop(): Promise<void>
}

/** A real PostgreSQL with the project's own migrations and the rows of the benchmark. */
export async function benchPostgres(rows: Rows): Promise<BenchPostgres> {
  const cluster = await startPostgres()
  const url = await cluster.createDatabase()
  const database = await openServerDatabase({ url })
  await migrate(database)
  await database.close()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await fill(client, rows)
  } finally {
    await client.end()
  }
  return { url, cpu: cpuMeter(new URL(url).pathname.slice(1)), stop: () => cluster.stop() }
}

async function fill(client: pg.Client, rows: Rows): Promise<void> {
  const put = async (table: string, columns: string, some: readonly object[]) => {
    const texts = JSON.stringify(some, (_key, value) => (typeof value === 'bigint' ? String(value) : value))
    await client.query(
      `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(null::${table}, $1)`,
      [texts],
    )
  }
  const now = new Date()
  await put('warehouse', 'id, code, name, country', rows.warehouses)
  await put(
    'product',
    'id, title_zh, title_en, images, created_at, updated_at',
    rows.products.map((row) => ({ ...row, images: [], updated_at: now })),
  )
  await put(
    'sku',
    'id, code, product_id, title_zh, title_en, price_minor, currency, attributes, min_order_quantity, buy_to_order, created_at, updated_at',
    rows.skus.map((row) => ({
      ...row,
      attributes: [],
      min_order_quantity: 1,
      buy_to_order: false,
      created_at: now,
      updated_at: now,
    })),
  )
  await put(
    'stock_level',
    'id, sku_id, warehouse_id, on_hand, reserved, safety_stock, incoming, version, updated_at',
    rows.levels.map((row) => ({ ...row, reserved: 0, safety_stock: 0, incoming: 0 })),
  )
  await put(
    'listing',
    'id, sku_id, platform, external_id, external_sku_id, price_minor, currency, quantity, on_sale',
    rows.listings.map((row) => ({ ...row, external_sku_id: '', on_sale: true })),
  )
  await client.query('ANALYZE')
}

/** Jiffies of 10 ms, as Linux counts them for /proc. Elsewhere nothing is found, and nothing counted. */
function cpuMeter(database: string): () => number {
  /** Of processes that have ended, too. */
  const ticks = new Map<string, number>()
  return () => {
    for (const pid of processes()) {
      try {
        if (!readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(` ${database} `)) continue
        const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? []
        ticks.set(pid, Number(fields[11]) + Number(fields[12]))
      } catch {
        // It has ended meanwhile.
      }
    }
    return [...ticks.values()].reduce((sum, one) => sum + one, 0) * 10_000
  }
}

function processes(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    return []
  }
}
