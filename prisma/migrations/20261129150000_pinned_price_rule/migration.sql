-- The rule that an import named for its items: it comes before those that fit.
ALTER TABLE "product" ADD COLUMN "pinned_rule_id" TEXT;
ALTER TABLE "product" ADD CONSTRAINT "product_pinned_rule_id_fkey"
  FOREIGN KEY ("pinned_rule_id") REFERENCES "price_rule"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "product_pinned_rule_id_idx" ON "product"("pinned_rule_id");

-- A category that moves comes under other rules, with all that lies below it.
CREATE FUNCTION category_moved_reprices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE price_rule SET revision = revision + 1, reprice_at = now(), reprice_after = ''
  WHERE id IN (
    SELECT id FROM price_rule WHERE archived_at IS NULL AND active AND category_id IS NOT NULL
    ORDER BY id FOR NO KEY UPDATE
  );
  RETURN NULL;
END
$$;
CREATE TRIGGER category_moved_reprices AFTER UPDATE OF parent_id ON "category"
  FOR EACH ROW WHEN (OLD.parent_id IS DISTINCT FROM NEW.parent_id)
  EXECUTE FUNCTION category_moved_reprices();
