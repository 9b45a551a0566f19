-- A product without an ACTIVE SKU has nothing to buy: lists have it among the drafts until there is one. Triggers on SKUs
-- call these functions already. They are as before but for the status.
-- The lock first: the statement after it sees what everybody who held it has committed. What people sold is kept by a job.
CREATE OR REPLACE FUNCTION refresh_list(products text[]) RETURNS void LANGUAGE plpgsql SET jit = off AS $$
BEGIN
  PERFORM FROM product WHERE id = ANY(products) ORDER BY id FOR NO KEY UPDATE;
  INSERT INTO product_list
    (product_id, status, created_at, title, price_minor, availability, categories, platforms, attributes)
  SELECT product.id,
    CASE WHEN product.status = 'ACTIVE' AND NOT EXISTS (
      SELECT FROM sku WHERE sku.product_id = product.id AND sku.status = 'ACTIVE'
    ) THEN 'DRAFT' ELSE product.status END,
    product.created_at,
    lower(left(COALESCE(product.title_en, product.title_zh, any_title.title, ''), 60)),
    (SELECT min(price_in_cny(sku.price_minor, sku.currency)) FROM sku
      WHERE sku.product_id = product.id AND sku.status = 'ACTIVE'),
    product.availability,
    ARRAY(SELECT category_id FROM product_category WHERE product_id = product.id ORDER BY category_id),
    ARRAY(SELECT DISTINCT listing.platform FROM sku JOIN listing ON listing.sku_id = sku.id
      WHERE sku.product_id = product.id ORDER BY listing.platform),
    ARRAY(SELECT DISTINCT product_attribute.id FROM sku, sku_attributes(sku.attributes) given
      JOIN product_attribute ON product_attribute.name = given.name AND product_attribute.value = given.value
      WHERE sku.product_id = product.id AND sku.status = 'ACTIVE' ORDER BY product_attribute.id LIMIT 1000)
  FROM product LEFT JOIN LATERAL (
    SELECT title FROM further_titles(product.texts) ORDER BY locale LIMIT 1
  ) any_title ON true
  WHERE product.id = ANY(products)
  ON CONFLICT (product_id) DO UPDATE SET status = EXCLUDED.status, created_at = EXCLUDED.created_at, title = EXCLUDED.title,
    price_minor = EXCLUDED.price_minor, availability = EXCLUDED.availability, categories = EXCLUDED.categories,
    platforms = EXCLUDED.platforms, attributes = EXCLUDED.attributes
  WHERE (product_list.status, product_list.created_at, product_list.title, product_list.price_minor, product_list.availability,
      product_list.categories, product_list.platforms, product_list.attributes)
    IS DISTINCT FROM (EXCLUDED.status, EXCLUDED.created_at, EXCLUDED.title, EXCLUDED.price_minor, EXCLUDED.availability,
      EXCLUDED.categories, EXCLUDED.platforms, EXCLUDED.attributes);
END $$;

-- Words, and the facts that a list is filtered by most: one index finds products by all of them at once. A fact begins with
-- a sign that no word has: =c:CATEGORY, =p:PLATFORM, =a:ATTRIBUTE.
CREATE OR REPLACE FUNCTION refresh_search(products text[]) RETURNS void LANGUAGE plpgsql SET jit = off AS $$
BEGIN
  PERFORM FROM product WHERE id = ANY(products) ORDER BY id FOR NO KEY UPDATE;
  -- In one order everywhere, and only what is new: numbers are not used up.
  INSERT INTO product_attribute (name, value, name_zh, value_zh)
  SELECT given.name, given.value, max(given.name_zh), max(given.value_zh)
  FROM sku, sku_attributes(sku.attributes) given
  WHERE sku.product_id = ANY(products) AND NOT EXISTS (
    SELECT FROM product_attribute known WHERE known.name = given.name AND known.value = given.value)
  GROUP BY given.name, given.value ORDER BY given.name, given.value ON CONFLICT DO NOTHING;
  UPDATE product_attribute SET name_zh = COALESCE(product_attribute.name_zh, given.name_zh),
    value_zh = COALESCE(product_attribute.value_zh, given.value_zh)
  FROM (
    SELECT one.name, one.value, max(one.name_zh) AS name_zh, max(one.value_zh) AS value_zh
    FROM sku, sku_attributes(sku.attributes) one WHERE sku.product_id = ANY(products) GROUP BY one.name, one.value
  ) given
  WHERE product_attribute.name = given.name AND product_attribute.value = given.value
    AND (product_attribute.name_zh IS NULL AND given.name_zh IS NOT NULL
      OR product_attribute.value_zh IS NULL AND given.value_zh IS NOT NULL);
  PERFORM refresh_list(products);
  INSERT INTO product_search (product_id, words, created_at)
  SELECT product.id, COALESCE((
    SELECT string_agg('''' || found.token || ''':' || least(found.place, 16383) || found.weight, ' ')::tsvector
    FROM (
      SELECT token, place, 'A' AS weight FROM search_tokens(product.title_zh)
      UNION ALL SELECT token, place, 'A' FROM search_tokens(product.title_en)
      UNION ALL SELECT title.token, title.place, 'A'
        FROM further_titles(product.texts) further, search_tokens(further.title) title
      UNION ALL SELECT token, place, 'C' FROM search_tokens(product.brand)
      UNION ALL (
        SELECT code.token, 1, 'B' FROM sku, unnest(ARRAY[sku.code, sku.barcode]) given, search_code_tokens(given) code
        WHERE sku.product_id = product.id LIMIT 10000
      )
      UNION ALL SELECT '=c:' || category, 1, 'D' FROM unnest(list.categories) category
      UNION ALL SELECT '=p:' || platform, 1, 'D' FROM unnest(list.platforms) platform
      UNION ALL SELECT '=a:' || attribute, 1, 'D' FROM unnest(list.attributes) attribute
    ) found
  ), ''::tsvector), product.created_at
  FROM product JOIN product_list list ON list.product_id = product.id
  WHERE product.id = ANY(products) AND list.status = 'ACTIVE'
  ON CONFLICT (product_id) DO UPDATE SET words = EXCLUDED.words, created_at = EXCLUDED.created_at
  WHERE (product_search.words, product_search.created_at) <> (EXCLUDED.words, EXCLUDED.created_at);
  DELETE FROM product_search WHERE product_id IN (
    SELECT list.product_id FROM product_list list WHERE list.product_id = ANY(products) AND list.status <> 'ACTIVE');
  INSERT INTO search_word (word, near)
  SELECT word, near_keys(word) FROM (
    SELECT DISTINCT lexeme AS word FROM product_search, unnest(words) WHERE product_id = ANY(products) AND is_search_word(lexeme)
  ) found
  WHERE NOT EXISTS (SELECT FROM search_word known WHERE known.word = found.word)
  ORDER BY word ON CONFLICT DO NOTHING;
END $$;

SELECT refresh_search(ARRAY(
  SELECT id FROM "product" WHERE "status" = 'ACTIVE' AND NOT EXISTS (
    SELECT FROM "sku" WHERE "sku"."product_id" = "product"."id" AND "sku"."status" = 'ACTIVE')));
