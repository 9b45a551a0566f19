-- AlterTable
ALTER TABLE "offer_alert_rule" ADD COLUMN     "judge_after" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "judge_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "updated_by" TEXT;

-- AlterTable
ALTER TABLE "price_rule" ADD COLUMN     "reprice_after" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "reprice_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "sku" ADD COLUMN     "cost_currency" TEXT,
ADD COLUMN     "price_rule_id" TEXT,
ADD COLUMN     "unpriced_since" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "held_price_sku_id_decided_at_idx" ON "held_price"("sku_id", "decided_at");

-- CreateIndex
CREATE INDEX "offer_alert_rule_judge_at_idx" ON "offer_alert_rule"("judge_at");

-- CreateIndex
CREATE INDEX "price_rule_reprice_at_idx" ON "price_rule"("reprice_at");

-- CreateIndex
CREATE INDEX "sku_price_rule_id_idx" ON "sku"("price_rule_id");

-- AddForeignKey
ALTER TABLE "sku" ADD CONSTRAINT "sku_price_rule_id_fkey" FOREIGN KEY ("price_rule_id") REFERENCES "price_rule"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- SKUs that no rule prices are counted for operators.
CREATE INDEX "sku_unpriced" ON "sku" ("unpriced_since") WHERE "unpriced_since" IS NOT NULL;

ALTER TABLE "price_rule" ADD CONSTRAINT "price_rule_markup" CHECK ("markup_percent" >= 0);
ALTER TABLE "price_rule" ADD CONSTRAINT "price_rule_fixed" CHECK (
  ("fixed_minor" IS NULL) = ("fixed_currency" IS NULL) AND COALESCE("fixed_minor", 0) >= 0
);
ALTER TABLE "price_rule" ADD CONSTRAINT "price_rule_round_to" CHECK ("round_to" > 0);
ALTER TABLE "price_rule" ADD CONSTRAINT "price_rule_shares" CHECK (
  COALESCE("min_margin_percent", 0) >= 0 AND COALESCE("payment_share_percent", 0) >= 0
  AND COALESCE("min_margin_percent", 0) + COALESCE("payment_share_percent", 0) < 100
);
ALTER TABLE "price_rule" ADD CONSTRAINT "price_rule_hold" CHECK ("hold_above_percent" >= 0);

-- One rule for each kind and scope: setting it again changes it.
CREATE UNIQUE INDEX "offer_alert_rule_scope" ON "offer_alert_rule" ("kind", "sku_id", "supplier_id", "platform")
  NULLS NOT DISTINCT;

-- Whoever changes what a rule says has its SKUs priced again: a form, an archive, a script.
CREATE FUNCTION price_rule_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.active, NEW.archived_at, NEW.supplier_id, NEW.category_id, NEW.platform, NEW.currency, NEW.markup_percent,
      NEW.fixed_minor, NEW.fixed_currency, NEW.round_to, NEW.min_margin_percent, NEW.payment_share_percent,
      NEW.hold_above_percent)
    IS DISTINCT FROM
     (OLD.active, OLD.archived_at, OLD.supplier_id, OLD.category_id, OLD.platform, OLD.currency, OLD.markup_percent,
      OLD.fixed_minor, OLD.fixed_currency, OLD.round_to, OLD.min_margin_percent, OLD.payment_share_percent,
      OLD.hold_above_percent)
  THEN
    NEW.revision := OLD.revision + 1;
    NEW.reprice_at := now();
    NEW.reprice_after := '';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER price_rule_changed BEFORE UPDATE ON "price_rule"
  FOR EACH ROW EXECUTE FUNCTION price_rule_changed();

-- A new exchange rate changes the prices of rules that convert: by their own currency, a fixed sum, or a cost.
CREATE FUNCTION exchange_rate_reprices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE price_rule SET revision = revision + 1, reprice_at = now(), reprice_after = ''
  WHERE id IN (
    SELECT id FROM price_rule
    WHERE archived_at IS NULL AND active
      AND (currency IS NOT NULL OR fixed_currency = NEW.currency)
    ORDER BY id FOR NO KEY UPDATE
  );
  RETURN NULL;
END
$$;
CREATE TRIGGER exchange_rate_reprices AFTER INSERT OR UPDATE OF rate ON "exchange_rate"
  FOR EACH ROW EXECUTE FUNCTION exchange_rate_reprices();
