import type { Source } from './source.ts'

/** What is used of `pg`'s pool: the peers bring their own. */
export interface Sql {
  query(text: { name: string; text: string; values: unknown[] }): Promise<{ rows: unknown[] }>
}

/** One prepared statement for each level, written by hand: as little SQL as a server with loaders can do. */
export function sqlSource(sql: Sql): Source {
  const ask = async <Row>(name: string, text: string, value: unknown) =>
    (await sql.query({ name, text, values: [value] })).rows as Row[]
  return {
    products: (limit) =>
      ask('products', 'SELECT id, title_zh, title_en FROM product ORDER BY created_at, id LIMIT $1', limit),
    skusOf: (ids) =>
      ask(
        'skus',
        'SELECT id, code, product_id, price_minor, currency FROM sku WHERE product_id = ANY($1) ORDER BY code',
        ids,
      ),
    levelsOf: (ids) =>
      ask(
        'levels',
        'SELECT sku_id, warehouse_id, available FROM stock_level WHERE sku_id = ANY($1) ORDER BY warehouse_id',
        ids,
      ),
    listingsOf: (ids) =>
      ask(
        'listings',
        'SELECT sku_id, platform, external_id, price_minor, currency, quantity FROM listing WHERE sku_id = ANY($1) ORDER BY id',
        ids,
      ),
    warehouses: (ids) => ask('warehouses', 'SELECT id, code FROM warehouse WHERE id = ANY($1)', ids),
  }
}
