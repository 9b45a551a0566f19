-- What Prisma has no words for: the invariants of the model.

-- Stock ---------------------------------------------------------------------
ALTER TABLE "stock_level"
  ADD CONSTRAINT "stock_level_on_hand_not_negative" CHECK ("on_hand" >= 0),
  ADD CONSTRAINT "stock_level_reserved_not_negative" CHECK ("reserved" >= 0),
  ADD CONSTRAINT "stock_level_safety_stock_not_negative" CHECK ("safety_stock" >= 0),
  ADD CONSTRAINT "stock_level_incoming_not_negative" CHECK ("incoming" >= 0),
  ADD CONSTRAINT "stock_level_version_not_negative" CHECK ("version" >= 0);

ALTER TABLE "stock_movement"
  ADD CONSTRAINT "stock_movement_moves_something" CHECK ("delta" <> 0 OR "reserved_delta" <> 0 OR "reason" IN ('STOCKTAKE', 'SYNC', 'ADJUSTMENT')),
  ADD CONSTRAINT "stock_movement_on_hand_after_not_negative" CHECK ("on_hand_after" >= 0),
  ADD CONSTRAINT "stock_movement_reserved_after_not_negative" CHECK ("reserved_after" >= 0);

CREATE FUNCTION refuse_change_of_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'stock_movement is append-only: % refused', TG_OP;
END $$;
CREATE TRIGGER "stock_movement_append_only" BEFORE UPDATE OR DELETE ON "stock_movement"
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_ledger();

ALTER TABLE "reservation" ADD CONSTRAINT "reservation_quantity_positive" CHECK ("quantity" > 0);

-- Alerts --------------------------------------------------------------------
ALTER TABLE "alert_rule"
  ADD CONSTRAINT "alert_rule_threshold_not_negative" CHECK ("threshold" >= 0),
  ADD CONSTRAINT "alert_rule_resumes_at_or_above_threshold" CHECK ("resume_above" >= "threshold");
CREATE UNIQUE INDEX "alert_rule_one_per_scope" ON "alert_rule" (COALESCE("sku_id", ''), COALESCE("warehouse_id", ''));
CREATE UNIQUE INDEX "inventory_alert_one_unresolved" ON "inventory_alert" ("sku_id", COALESCE("warehouse_id", ''), "kind")
  WHERE "status" <> 'RESOLVED';

-- Orders --------------------------------------------------------------------
ALTER TABLE "order" ADD CONSTRAINT "order_total_not_negative" CHECK ("total_minor" >= 0);
ALTER TABLE "order_line"
  ADD CONSTRAINT "order_line_quantity_positive" CHECK ("quantity" > 0),
  ADD CONSTRAINT "order_line_unit_price_not_negative" CHECK ("unit_price_minor" >= 0);
ALTER TABLE "payment" ADD CONSTRAINT "payment_amount_not_negative" CHECK ("amount_minor" >= 0);
ALTER TABLE "sku" ADD CONSTRAINT "sku_price_not_negative" CHECK ("price_minor" >= 0);

-- Mapping: one per shop (or for all), entity and target ----------------------
CREATE UNIQUE INDEX "field_mapping_one_per_target" ON "field_mapping" (COALESCE("shop_id", ''), "entity", "target_field");

-- Feed ----------------------------------------------------------------------
ALTER TABLE "feed_state" ADD CONSTRAINT "feed_state_one_row" CHECK ("id" = 1);
INSERT INTO "feed_state" ("id", "epoch", "last_seq") VALUES (1, replace(gen_random_uuid()::text, '-', ''), 0);

-- The relay looks for what has no number yet; the index holds only those rows.
CREATE INDEX "outbox_event_unnumbered" ON "outbox_event" ("id") WHERE "seq" IS NULL;

-- Wakes the relay at commit, whoever wrote.
CREATE FUNCTION notify_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('outbox', '');
  RETURN NULL;
END $$;
CREATE TRIGGER "outbox_event_wakes_relay" AFTER INSERT ON "outbox_event"
  FOR EACH STATEMENT EXECUTE FUNCTION notify_outbox();
