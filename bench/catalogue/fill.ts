import pg from 'pg'

/** SKUs of one product. */
const SKUS_PER_PRODUCT = 4

/** Words of which each product has some, so that a large catalogue has more words than a small one. */
const SYLLABLES = [
  'ba',
  'ce',
  'di',
  'fo',
  'gu',
  'ha',
  'ke',
  'li',
  'mo',
  'nu',
  'pa',
  're',
  'si',
  'to',
  'vu',
  'wa',
]

/**
 * Fills a migrated, empty database: products of four SKUs with categories, listings, stock, attributes, and orders of the
 * last weeks. Every hundredth word is rare; 龙井 and "teapot" stand in a quarter of all titles, "celadon" and 青瓷 in 40 products
 * of each catalogue, of any size.
 */
export async function fillCatalogue(url: string, skus: number): Promise<void> {
  const products = Math.round(skus / SKUS_PER_PRODUCT)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // Row by row the triggers would do what the statements at the end do at once.
    await client.query('SET session_replication_role = replica')
    await client.query('SET synchronous_commit = off')
    for (const sql of statements(products)) await client.query(sql)
  } finally {
    await client.end()
  }
}

const word = (seed: string) =>
  `(SELECT string_agg((ARRAY[${SYLLABLES.map((one) => `'${one}'`).join(', ')}])[1 + get_byte(hash, at) % ${SYLLABLES.length}], '')
    FROM generate_series(0, 3) at, decode(md5((${seed})::text), 'hex') hash)`

function statements(products: number): readonly string[] {
  const rare = Math.max(1, Math.floor(products / 40))
  return [
    `INSERT INTO warehouse (id, code, name, country) VALUES ('warehouse', 'W1', 'One', 'CN')`,
    `INSERT INTO category (id, slug, name_en, name_zh, parent_id, updated_at)
     SELECT 'category-' || i, 'category-' || i, 'Category ' || i, '分类' || i,
       CASE WHEN i > 10 THEN 'category-' || 1 + i % 10 END, now() FROM generate_series(1, 60) i`,
    `INSERT INTO product (id, title_zh, title_en, brand, images, created_at, updated_at)
     SELECT 'product-' || i,
       '测试' || CASE WHEN i % 4 = 0 THEN '龙井' ELSE '普洱' END || '商品' || CASE WHEN i % ${rare} = 0 AND i / ${rare} <= 40 THEN '青瓷' ELSE '' END || i || '号',
       ${word('i % 20000')} || CASE WHEN i % 4 = 0 THEN ' teapot ' ELSE ' plate ' END
         || CASE WHEN i % ${rare} = 0 AND i / ${rare} <= 40 THEN 'celadon ' ELSE '' END || ${word('i % 700 + 1000000')},
       'Brand ' || ${word('i % 300 + 2000000')}, ARRAY['http://127.0.0.1/x.png'],
       now() - interval '1 year' + i * interval '1 s', now()
     FROM generate_series(1, ${products}) i`,
    `INSERT INTO product_category (product_id, category_id)
     SELECT 'product-' || i, 'category-' || 11 + i % 50 FROM generate_series(1, ${products}) i`,
    `INSERT INTO sku (id, code, product_id, title_en, price_minor, attributes, created_at, updated_at)
     SELECT 'sku-' || i || '-' || j, 'CAT-' || i || '-' || j, 'product-' || i, 'Variant ' || j, 100 + (i * 7919 + j) % 100000,
       jsonb_build_array(
         jsonb_build_object('name', 'Colour', 'value', (ARRAY['Red', 'Blue', 'Green', 'White', 'Black', 'Grey'])[1 + (i + j) % 6]),
         jsonb_build_object('name', 'Size', 'value', (ARRAY['S', 'M', 'L', 'XL'])[j])), now(), now()
     FROM generate_series(1, ${products}) i, generate_series(1, ${SKUS_PER_PRODUCT}) j`,
    `INSERT INTO stock_level (id, sku_id, warehouse_id, on_hand, version, updated_at)
     SELECT 'level-' || i || '-' || j, 'sku-' || i || '-' || j, 'warehouse', CASE i % 10 WHEN 0 THEN 0 WHEN 1 THEN 5 ELSE 50 END, 0, now()
     FROM generate_series(1, ${products}) i, generate_series(1, ${SKUS_PER_PRODUCT}) j`,
    `INSERT INTO listing (id, platform, sku_id, external_id, external_sku_id)
     SELECT 'listing-' || id, (ARRAY['TAOBAO', 'JD', 'ALIBABA_1688'])[1 + length(product_id) % 3]::"Platform", id, 'offer-' || product_id, id
     FROM sku`,
    `INSERT INTO "order" (id, number, source, status, customer_id, total_minor, placed_at, updated_at)
     SELECT 'order-' || i, 'HG-CAT-' || i, 'STOREFRONT', 'PAID', 'customer-' || i % 1000, 1000, now() - i % 40 * interval '1 day', now()
     FROM generate_series(1, ${products}) i`,
    `INSERT INTO order_line (id, order_id, position, sku_id, title, quantity, unit_price_minor)
     SELECT 'line-' || i, 'order-' || i, 1, 'sku-' || 1 + i * 31 % ${products} || '-1', 'Test article', 1 + i % 5, 1000
     FROM generate_series(1, ${products}) i`,
    `UPDATE product SET availability = availability_of(most)
     FROM (SELECT product_id, max(available) AS most FROM sku JOIN stock_level ON sku_id = sku.id GROUP BY product_id) found
     WHERE product_id = product.id`,
    'ANALYZE',
    // As the migration does it.
    `DO $$ DECLARE part text[]; BEGIN
       FOR part IN SELECT array_agg(id) FROM (SELECT id, row_number() OVER (ORDER BY id) / 1000 AS at FROM product) numbered GROUP BY at
       LOOP PERFORM refresh_search(part); END LOOP; END $$`,
    'VACUUM ANALYZE',
  ]
}
