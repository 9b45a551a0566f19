-- Categories were a text of the product; each text becomes a category, texts that make the same slug become one --------
CREATE TEMPORARY TABLE "found_category" ON COMMIT DROP AS
SELECT "id" AS "product_id", trim("category") AS "name", COALESCE(
  NULLIF(left(trim(BOTH '-' FROM regexp_replace(lower("category"), '[^a-z0-9]+', '-', 'g')), 80), ''),
  'category-' || left(md5(trim("category")), 8)) AS "slug"
FROM "product" WHERE trim("category") <> '';

INSERT INTO "category" ("id", "slug", "name_zh", "name_en", "updated_at")
SELECT gen_random_uuid()::text, "slug",
  CASE WHEN min("name") ~ '[\u3400-\u9fff]' THEN min("name") END,
  CASE WHEN min("name") !~ '[\u3400-\u9fff]' THEN min("name") END, now()
FROM "found_category" GROUP BY "slug" ON CONFLICT ("slug") DO NOTHING;

INSERT INTO "product_category" ("product_id", "category_id")
SELECT "product_id", "category"."id" FROM "found_category" JOIN "category" USING ("slug") ON CONFLICT DO NOTHING;

DROP INDEX "product_category_created_at_id_idx";
ALTER TABLE "product" DROP COLUMN "category";

-- The history of a product is that of its SKUs, too ------------------------------------------------------------------
ALTER TABLE "audit_entry" ADD COLUMN "product_id" TEXT;
CREATE INDEX "audit_entry_product_id_at_id_idx" ON "audit_entry"("product_id", "at", "id");

-- A product with nothing on our shelf, of which a SKU is bought to order ---------------------------------------------
-- As src/domain/availability.ts has it. The lock first: the statement after it sees what everybody who held it has
-- committed.
CREATE OR REPLACE FUNCTION refresh_availability(the_product text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM product WHERE id = the_product FOR NO KEY UPDATE;
  UPDATE product SET availability = found.availability
  FROM (
    SELECT CASE
      WHEN COALESCE(max(level.available), 0) = 0 AND bool_or(sku.buy_to_order AND sku.status = 'ACTIVE')
        THEN 'MADE_TO_ORDER'::"Availability"
      ELSE availability_of(max(level.available))
    END AS availability
    FROM sku LEFT JOIN stock_level level ON level.sku_id = sku.id WHERE sku.product_id = the_product
  ) found
  WHERE product.id = the_product AND product.availability <> found.availability;
END $$;

CREATE OR REPLACE FUNCTION sku_availability_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_availability(id) FROM product
  WHERE id IN (COALESCE(OLD.product_id, NEW.product_id), COALESCE(NEW.product_id, OLD.product_id)) ORDER BY id;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER "sku_availability_inserted" AFTER INSERT ON "sku"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.buy_to_order) EXECUTE FUNCTION sku_availability_moved();
CREATE CONSTRAINT TRIGGER "sku_availability_bought" AFTER UPDATE ON "sku"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((OLD.buy_to_order, OLD.status) IS DISTINCT FROM (NEW.buy_to_order, NEW.status))
  EXECUTE FUNCTION sku_availability_moved();

UPDATE "product" SET "availability" = 'MADE_TO_ORDER'
WHERE "availability" = 'OUT_OF_STOCK' AND EXISTS (
  SELECT FROM "sku" WHERE "product_id" = "product"."id" AND "buy_to_order" AND "status" = 'ACTIVE');
