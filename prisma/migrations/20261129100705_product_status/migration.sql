-- CreateEnum
CREATE TYPE "ProductStatus" AS ENUM ('DRAFT', 'ACTIVE', 'ARCHIVED');

-- AlterTable
ALTER TABLE "product" ADD COLUMN     "status" "ProductStatus" NOT NULL DEFAULT 'ACTIVE';

-- AlterTable
ALTER TABLE "sku" ADD COLUMN     "cost_minor" BIGINT,
ADD COLUMN     "lot_size" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "weight_grams" INTEGER;

-- Words are kept of products on show alone: a search finds no other.
CREATE OR REPLACE FUNCTION refresh_search(products text[]) RETURNS void LANGUAGE plpgsql SET jit = off AS $$
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
  FROM product WHERE product.id = ANY(products) AND product.status = 'ACTIVE'
  ON CONFLICT (product_id) DO UPDATE SET words = EXCLUDED.words, created_at = EXCLUDED.created_at
  WHERE (product_search.words, product_search.created_at) <> (EXCLUDED.words, EXCLUDED.created_at);
  DELETE FROM product_search WHERE product_id IN (
    SELECT id FROM product WHERE id = ANY(products) AND status <> 'ACTIVE');
END $$;
CREATE TRIGGER "product_search_status" AFTER UPDATE OF "status" ON "product" FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION product_changed_search();
