-- All levels of a SKU share its row of sellable_version. Taken at each UPDATE, its lock came between the locks of two
-- levels, and opposite transfers waited for each other. At commit every level that is wanted is held already.
DROP TRIGGER "stock_level_sellable_inserted" ON "stock_level";
DROP TRIGGER "stock_level_sellable_updated" ON "stock_level";
DROP FUNCTION sellable_changed();

CREATE FUNCTION sellable_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sellable_version (sku_id) VALUES (NEW.sku_id)
  ON CONFLICT (sku_id) DO UPDATE SET version = sellable_version.version + 1, changed_at = now()
  -- Several levels that come into being together are one change.
  WHERE TG_OP = 'UPDATE' OR sellable_version.changed_at <> now();
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "stock_level_sellable_inserted" AFTER INSERT ON "stock_level"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.available > 0) EXECUTE FUNCTION sellable_changed();
CREATE CONSTRAINT TRIGGER "stock_level_sellable_updated" AFTER UPDATE ON "stock_level"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.available IS DISTINCT FROM OLD.available)
  EXECUTE FUNCTION sellable_changed();
