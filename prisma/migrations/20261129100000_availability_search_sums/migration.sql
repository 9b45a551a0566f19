-- What a shopper is told of a product, kept beside it -------------------------
CREATE TYPE "Availability" AS ENUM ('IN_STOCK', 'LOW_STOCK', 'OUT_OF_STOCK');
ALTER TABLE "product" ADD COLUMN "availability" "Availability" NOT NULL DEFAULT 'OUT_OF_STOCK';

-- As src/domain/availability.ts has it: by the level that has the most.
CREATE FUNCTION availability_of(pieces int) RETURNS "Availability" LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN pieces >= 10 THEN 'IN_STOCK' WHEN pieces > 0 THEN 'LOW_STOCK' ELSE 'OUT_OF_STOCK' END::"Availability"
$$;

-- The lock first: the statement after it sees what everybody who held it has committed.
CREATE FUNCTION refresh_availability(the_product text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM product WHERE id = the_product FOR NO KEY UPDATE;
  UPDATE product SET availability = found.availability
  FROM (
    SELECT availability_of(max(level.available)) AS availability
    FROM sku JOIN stock_level level ON level.sku_id = sku.id WHERE sku.product_id = the_product
  ) found
  WHERE product.id = the_product AND product.availability <> found.availability;
END $$;

CREATE FUNCTION level_availability_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_availability(product_id) FROM sku WHERE id = COALESCE(NEW.sku_id, OLD.sku_id);
  RETURN NULL;
END $$;
CREATE FUNCTION sku_availability_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_availability(id) FROM product WHERE id IN (OLD.product_id, NEW.product_id) ORDER BY id;
  RETURN NULL;
END $$;

-- At commit, as the version of what may be sold: every level that is wanted is held by then. Only a level that runs
-- low, runs out or comes back makes its product be looked at.
CREATE CONSTRAINT TRIGGER "stock_level_availability_inserted" AFTER INSERT ON "stock_level"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.available > 0) EXECUTE FUNCTION level_availability_changed();
CREATE CONSTRAINT TRIGGER "stock_level_availability_updated" AFTER UPDATE ON "stock_level"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (availability_of(NEW.available) <> availability_of(OLD.available))
  EXECUTE FUNCTION level_availability_changed();
CREATE CONSTRAINT TRIGGER "stock_level_availability_deleted" AFTER DELETE ON "stock_level"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.available > 0) EXECUTE FUNCTION level_availability_changed();
CREATE CONSTRAINT TRIGGER "sku_availability_moved" AFTER UPDATE ON "sku"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.product_id <> NEW.product_id) EXECUTE FUNCTION sku_availability_moved();
CREATE CONSTRAINT TRIGGER "sku_availability_deleted" AFTER DELETE ON "sku"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sku_availability_moved();

UPDATE "product" SET "availability" = found.availability
FROM (
  SELECT sku.product_id, availability_of(max(level.available)) AS availability
  FROM sku JOIN stock_level level ON level.sku_id = sku.id GROUP BY sku.product_id
) found
WHERE found.product_id = "product".id AND "product"."availability" <> found.availability;

-- Pages of one availability or category in the order of the list, and their number.
CREATE INDEX "product_availability_created_at_id_idx" ON "product"("availability", "created_at", "id");
CREATE INDEX "product_category_created_at_id_idx" ON "product"("category", "created_at", "id");

-- Sums over all warehouses fit an Int ------------------------------------------
-- Two changes of a SKU that do not see each other: the later one fails as a serialization failure, so that it is run
-- again and refused in words.
CREATE FUNCTION refuse_sum_beyond_int() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  largest bigint;
BEGIN
  PERFORM FROM sku WHERE id = NEW.sku_id FOR NO KEY UPDATE;
  SELECT greatest(sum(on_hand), sum(reserved), sum(incoming)) INTO largest FROM stock_level WHERE sku_id = NEW.sku_id;
  IF largest > 2147483647 THEN
    RAISE EXCEPTION 'the sum over all warehouses of SKU % would be %, above 2147483647', NEW.sku_id, largest
      USING ERRCODE = 'serialization_failure';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "stock_level_sum_inserted" AFTER INSERT ON "stock_level"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (greatest(NEW.on_hand, NEW.reserved, NEW.incoming) > 0)
  EXECUTE FUNCTION refuse_sum_beyond_int();
CREATE CONSTRAINT TRIGGER "stock_level_sum_updated" AFTER UPDATE ON "stock_level"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.on_hand > OLD.on_hand OR NEW.reserved > OLD.reserved OR NEW.incoming > OLD.incoming)
  EXECUTE FUNCTION refuse_sum_beyond_int();

-- Search -----------------------------------------------------------------------
-- Words by which a product is found, beside it: a change of stock does not touch their index, and no page reads them.
-- With the order of the list, so that a page of what was found needs nothing else.
CREATE TABLE "product_search" (
  "product_id" TEXT NOT NULL,
  "words" tsvector NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "product_search_pkey" PRIMARY KEY ("product_id")
);
ALTER TABLE "product_search" ADD CONSTRAINT "product_search_product_id_fkey"
  FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One form for what is stored and what is asked for: small letters, full-width ones and accents made plain. A run is
-- Chinese, Japanese or Korean, or a word of letters and digits; anything else parts two runs.
CREATE FUNCTION search_runs(given text) RETURNS TABLE (run text, place bigint, is_cjk boolean)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT found.run[1], found.place, found.run[1] ~ '^[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]'
  FROM regexp_matches(
    CASE
      WHEN octet_length(given) = length(given) THEN lower(left(given, 2000))
      ELSE lower(normalize(regexp_replace(normalize(left(given, 2000), NFKD), '[\u0300-\u036f]', '', 'g'), NFC))
    END,
    '[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+'
    '|[^\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff'
    '\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u2000-\u2bff\u3000-\u3004\u3008-\u303f\ufe30-\ufe4f]+',
    'g'
  ) WITH ORDINALITY AS found (run, place)
$$;

-- A word as it is; of Chinese every sign and every pair of signs.
CREATE FUNCTION search_tokens(given text) RETURNS TABLE (token text, place bigint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN is_cjk THEN substr(run, at, size) ELSE left(run, 60) END, place + at - 1
  FROM search_runs(given),
    generate_series(1, CASE WHEN is_cjk THEN length(run) ELSE 1 END) at,
    generate_series(1, CASE WHEN is_cjk THEN least(2, length(run) - at + 1) ELSE 1 END) size
$$;

-- A code is found by its parts and without what parts them.
CREATE FUNCTION search_code_tokens(given text) RETURNS TABLE (token text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT token FROM search_tokens(given)
  UNION
  SELECT left(string_agg(run, '' ORDER BY place), 60) FROM search_runs(given) HAVING count(*) > 1
$$;

-- All words of the text, in any order; a word of letters and digits may be the beginning of one. Null: it has no word.
CREATE FUNCTION search_query(given text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET jit = off AS $$
  SELECT (
    string_agg(
      CASE
        WHEN NOT is_cjk THEN '''' || left(run, 60) || ''':*'
        WHEN length(run) = 1 THEN '''' || run || ''''
        ELSE (SELECT string_agg('''' || substr(run, at, 2) || '''', ' & ') FROM generate_series(1, length(run) - 1) at)
      END, ' & ')
    || CASE WHEN count(*) > 1 AND NOT bool_or(is_cjk)
         THEN ' | ''' || left(string_agg(run, '' ORDER BY place), 60) || ''':*' ELSE '' END
  )::tsquery
  FROM search_runs(given)
$$;

-- The lock first: the statement after it sees what everybody who held it has committed. PostgreSQL takes the words of a
-- title for thousands of rows, and would compile the statement for seconds.
CREATE FUNCTION refresh_search(products text[]) RETURNS void LANGUAGE plpgsql SET jit = off AS $$
BEGIN
  PERFORM FROM product WHERE id = ANY(products) ORDER BY id FOR NO KEY UPDATE;
  INSERT INTO product_search (product_id, words, created_at)
  SELECT product.id, COALESCE((
    SELECT string_agg('''' || found.token || ''':' || least(found.place, 16383) || found.weight, ' ')::tsvector
    FROM (
      SELECT token, place, 'A' AS weight FROM search_tokens(product.title_zh)
      UNION ALL SELECT token, place, 'A' FROM search_tokens(product.title_en)
      UNION ALL (
        SELECT code.token, 1, 'B' FROM sku, unnest(ARRAY[sku.code, sku.barcode]) given, search_code_tokens(given) code
        WHERE sku.product_id = product.id LIMIT 10000
      )
    ) found
  ), ''::tsvector), product.created_at
  FROM product WHERE product.id = ANY(products)
  ON CONFLICT (product_id) DO UPDATE SET words = EXCLUDED.words, created_at = EXCLUDED.created_at
  WHERE (product_search.words, product_search.created_at) <> (EXCLUDED.words, EXCLUDED.created_at);
END $$;

CREATE FUNCTION products_inserted_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_search(ARRAY(SELECT id FROM inserted));
  RETURN NULL;
END $$;
CREATE FUNCTION product_changed_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_search(ARRAY[NEW.id]);
  RETURN NULL;
END $$;
CREATE FUNCTION skus_inserted_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_search(ARRAY(SELECT DISTINCT product_id FROM inserted));
  RETURN NULL;
END $$;
CREATE FUNCTION sku_changed_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_search(ARRAY[OLD.product_id, NEW.product_id]);
  RETURN NULL;
END $$;
CREATE TRIGGER "product_search_inserted" AFTER INSERT ON "product" REFERENCING NEW TABLE AS inserted
  FOR EACH STATEMENT EXECUTE FUNCTION products_inserted_search();
CREATE TRIGGER "product_search_changed" AFTER UPDATE OF "title_zh", "title_en", "created_at" ON "product" FOR EACH ROW
  WHEN ((OLD.title_zh, OLD.title_en, OLD.created_at) IS DISTINCT FROM (NEW.title_zh, NEW.title_en, NEW.created_at))
  EXECUTE FUNCTION product_changed_search();
CREATE TRIGGER "sku_search_inserted" AFTER INSERT ON "sku" REFERENCING NEW TABLE AS inserted
  FOR EACH STATEMENT EXECUTE FUNCTION skus_inserted_search();
CREATE TRIGGER "sku_search_changed" AFTER UPDATE OF "code", "barcode", "product_id" ON "sku" FOR EACH ROW
  WHEN ((OLD.code, OLD.barcode, OLD.product_id) IS DISTINCT FROM (NEW.code, NEW.barcode, NEW.product_id))
  EXECUTE FUNCTION sku_changed_search();
CREATE TRIGGER "sku_search_deleted" AFTER DELETE ON "sku" FOR EACH ROW EXECUTE FUNCTION sku_changed_search();

SELECT refresh_search(ARRAY(SELECT id FROM "product"));

-- After the rows: faster than with each of them.
CREATE INDEX "product_search_words_idx" ON "product_search" USING gin ("words");
