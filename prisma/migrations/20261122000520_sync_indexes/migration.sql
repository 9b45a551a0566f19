-- Lines that wait for their SKU, and listings of one code.
CREATE INDEX "order_line_unmatched" ON "order_line" ("external_offer_id") WHERE "sku_id" IS NULL AND "external_offer_id" IS NOT NULL;
CREATE INDEX "listing_outer_id" ON "listing" ("outer_id") WHERE "outer_id" IS NOT NULL;

-- Paid orders of shops that the warehouse does not have yet.
CREATE INDEX "order_to_hand_over" ON "order" ("shop_id") WHERE "status" = 'PAID' AND "handed_over_at" IS NULL AND "external_id" IS NOT NULL;
