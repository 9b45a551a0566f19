import pg from 'pg'

export interface Size {
  readonly products: number
  /** Of all levels together; each level gets the same number. */
  readonly movements: number
  readonly events: number
  readonly orders: number
}

/** What a company with some years behind it has. */
export const BIG: Size = { products: 12_500, movements: 1_000_000, events: 700_000, orders: 100_000 }
/** As many products as the seed has, with as many movements of each as in the large one. */
export const SMALL: Size = { products: 216, movements: 17_280, events: 1_000, orders: 100 }

/** `size` with a part of its rows, for runs that are not to take long. */
export function partOf(size: Size, part: number): Size {
  const { products, movements, events, orders } = size
  const of = (rows: number) => Math.round(rows * part)
  return { products: of(products), movements: of(movements), events: of(events), orders: of(orders) }
}

/**
 * Fills a migrated, empty database by SQL: four SKUs for each product, two levels for each SKU, a ledger that adds up.
 * One product in ten is out of stock, another one low. Titles have a word of their own and words that all have.
 */
export async function fillDatabase(
  url: string,
  { products, movements, events, orders }: Size,
): Promise<void> {
  const perLevel = Math.max(1, Math.round(movements / (products * 8)))
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // Row by row the triggers would do what the statements at the end do at once.
    await client.query('SET session_replication_role = replica')
    await client.query('SET synchronous_commit = off')
    for (const sql of [
      `INSERT INTO warehouse (id, code, name, country) VALUES ('warehouse-1', 'W1', 'One', 'CN'), ('warehouse-2', 'W2', 'Two', 'CN')`,
      `INSERT INTO supplier (id, key, name) VALUES ('supplier', 'supplier', 'Supplier')`,
      `INSERT INTO product (id, title_zh, title_en, images, supplier_id, created_at, updated_at)
       SELECT 'product-' || i, '测试龙井商品' || i || '号', 'Test article number ' || i || ' ' || md5(i::text),
         ARRAY['http://127.0.0.1/x.png'], 'supplier',
         now() - interval '1 year' + i * interval '1 s', now()
       FROM generate_series(1, ${products}) i`,
      `INSERT INTO category (id, slug, name_en, updated_at)
       SELECT 'category-' || name, name, name, now() FROM unnest(ARRAY['tea', 'ceramics', 'snacks', 'hanfu']) name`,
      `INSERT INTO product_category (product_id, category_id)
       SELECT 'product-' || i, 'category-' || (ARRAY['tea', 'ceramics', 'snacks', 'hanfu'])[1 + i % 4]
       FROM generate_series(1, ${products}) i`,
      `INSERT INTO sku (id, code, product_id, title_zh, title_en, price_minor, created_at, updated_at)
       SELECT 'sku-' || i || '-' || j, 'BIG-' || i || '-' || j, 'product-' || i, '规格' || j, 'Variant ' || j, 1000 + i, now(), now()
       FROM generate_series(1, ${products}) i, generate_series(1, 4) j`,
      `INSERT INTO stock_level (id, sku_id, warehouse_id, on_hand, safety_stock, version, updated_at)
       SELECT 'level-' || i || '-' || j || '-' || w, 'sku-' || i || '-' || j, 'warehouse-' || w, 20 * ${perLevel},
         CASE i % 10 WHEN 0 THEN 20 * ${perLevel} WHEN 1 THEN 20 * ${perLevel} - 5 ELSE 0 END, ${perLevel}, now()
       FROM generate_series(1, ${products}) i, generate_series(1, 4) j, generate_series(1, 2) w`,
      `INSERT INTO sellable_version (sku_id, changed_at) SELECT id, now() - interval '1 day' FROM sku`,
      `INSERT INTO shop (id, platform, external_shop_id, name, updated_at) VALUES ('shop', 'JD', 'shop', 'Shop', now())`,
      `INSERT INTO listing (id, platform, shop_id, sku_id, external_id, external_sku_id, price_minor, quantity, synced_at)
       SELECT 'listing-' || id, 'JD', 'shop', id, 'offer-' || product_id, id, 1000, 100, now() FROM sku`,
      `INSERT INTO stock_movement (id, sku_id, warehouse_id, delta, reason, on_hand_after, level_version, actor, occurred_at)
       SELECT 'movement-' || id || '-' || k, sku_id, warehouse_id, 20, 'RECEIPT', 20 * k, k, 'operator:fixture',
         now() - interval '300 days' + k * interval '1 hour'
       FROM stock_level, generate_series(1, ${perLevel}) k`,
      `INSERT INTO outbox_event (seq, topic, key, payload, created_at)
       SELECT k, 'stock', 'sku-' || 1 + k % ${products} || '-1', jsonb_build_object('topic', 'stock', 'delta', 1), now() - interval '30 hours'
       FROM generate_series(1, ${events}) k`,
      `UPDATE feed_state SET last_seq = ${events}`,
      `INSERT INTO "order" (id, number, source, status, customer_id, total_minor, placed_at, updated_at)
       SELECT 'order-' || i, 'HG-BIG-' || i, 'STOREFRONT', (ARRAY['PAID', 'SHIPPED', 'COMPLETED'])[1 + i % 3]::"OrderStatus",
         'customer-' || i % 1000, 1000, now() - interval '300 days' + i * interval '1 minute', now()
       FROM generate_series(1, ${orders}) i`,
      `INSERT INTO order_line (id, order_id, position, sku_id, title, quantity, unit_price_minor)
       SELECT 'line-' || i, 'order-' || i, 1, 'sku-' || 1 + i % ${products} || '-1', 'Test article', 1, 1000
       FROM generate_series(1, ${orders}) i`,
      `INSERT INTO inventory_alert (id, kind, status, sku_id, warehouse_id, threshold, resume_above, available, opened_at, resolved_at)
       SELECT 'alert-' || id, 'LOW_STOCK', CASE WHEN safety_stock > 0 THEN 'OPEN' ELSE 'RESOLVED' END::"AlertStatus", sku_id, warehouse_id,
         10, 12, available, now() - interval '1 day', CASE WHEN safety_stock > 0 THEN NULL ELSE now() END
       FROM stock_level`,
      `UPDATE product SET availability = availability_of(most)
       FROM (SELECT product_id, max(available) AS most FROM sku JOIN stock_level ON sku_id = sku.id GROUP BY product_id) found
       WHERE product_id = product.id`,
      'ANALYZE',
      'SELECT refresh_search(ARRAY(SELECT id FROM product))',
      'VACUUM ANALYZE',
    ])
      await client.query(sql)
  } finally {
    await client.end()
  }
}
