-- What is bought to order can be had while somebody sells it: a SKU that marketplaces list, none of which sells it any
-- more, is out of stock. One that no marketplace lists is bought by hand.
CREATE FUNCTION is_sold(on_sale boolean, removed_at timestamptz, quantity int) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT on_sale AND removed_at IS NULL AND COALESCE(quantity, 1) > 0 $$;

CREATE OR REPLACE FUNCTION refresh_availability(the_product text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM product WHERE id = the_product FOR NO KEY UPDATE;
  UPDATE product SET availability = found.availability
  FROM (
    SELECT CASE
      WHEN COALESCE(max(level.available), 0) = 0 AND bool_or(sku.buy_to_order AND sku.status = 'ACTIVE' AND (
        NOT EXISTS (SELECT FROM listing WHERE listing.sku_id = sku.id)
        OR EXISTS (
          SELECT FROM listing
          WHERE listing.sku_id = sku.id AND is_sold(listing.on_sale, listing.removed_at, listing.quantity)
        )
      ))
        THEN 'MADE_TO_ORDER'::"Availability"
      ELSE availability_of(max(level.available))
    END AS availability
    FROM sku LEFT JOIN stock_level level ON level.sku_id = sku.id WHERE sku.product_id = the_product
  ) found
  WHERE product.id = the_product AND product.availability <> found.availability;
END $$;

CREATE FUNCTION listing_availability_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_availability(products.product_id) FROM (
    SELECT DISTINCT product_id FROM sku WHERE buy_to_order AND id IN (OLD.sku_id, NEW.sku_id)
    ORDER BY product_id
  ) products;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "listing_availability_inserted" AFTER INSERT ON "listing"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.sku_id IS NOT NULL) EXECUTE FUNCTION listing_availability_moved();
CREATE CONSTRAINT TRIGGER "listing_availability_deleted" AFTER DELETE ON "listing"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.sku_id IS NOT NULL) EXECUTE FUNCTION listing_availability_moved();
CREATE CONSTRAINT TRIGGER "listing_availability_updated" AFTER UPDATE ON "listing"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((OLD.sku_id, is_sold(OLD.on_sale, OLD.removed_at, OLD.quantity))
    IS DISTINCT FROM (NEW.sku_id, is_sold(NEW.on_sale, NEW.removed_at, NEW.quantity)))
  EXECUTE FUNCTION listing_availability_moved();

UPDATE "product" SET "availability" = 'OUT_OF_STOCK'
WHERE "availability" = 'MADE_TO_ORDER' AND NOT EXISTS (
  SELECT FROM "sku" WHERE "sku"."product_id" = "product"."id" AND "buy_to_order" AND "status" = 'ACTIVE' AND (
    NOT EXISTS (SELECT FROM "listing" WHERE "listing"."sku_id" = "sku"."id")
    OR EXISTS (
      SELECT FROM "listing"
      WHERE "listing"."sku_id" = "sku"."id"
        AND is_sold("listing"."on_sale", "listing"."removed_at", "listing"."quantity")
    )
  ));
