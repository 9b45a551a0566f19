-- AlterEnum
ALTER TYPE "SyncKind" ADD VALUE 'REFUNDS';

-- AlterTable
ALTER TABLE "discrepancy" ADD COLUMN     "repair" JSONB,
ADD COLUMN     "repaired_at" TIMESTAMPTZ(3),
ADD COLUMN     "repaired_by" TEXT;

-- AlterTable
ALTER TABLE "field_mapping" ADD COLUMN     "options" JSONB;

-- AlterTable
ALTER TABLE "listing" ADD COLUMN     "barcode" TEXT,
ADD COLUMN     "extra" JSONB,
ADD COLUMN     "modified_at" TIMESTAMPTZ(3),
ADD COLUMN     "on_sale" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "outer_id" TEXT,
ADD COLUMN     "removed_at" TIMESTAMPTZ(3),
ADD COLUMN     "title" TEXT;

-- AlterTable
ALTER TABLE "order" ADD COLUMN     "external_modified_at" TIMESTAMPTZ(3),
ADD COLUMN     "external_status" TEXT,
ADD COLUMN     "extra" JSONB;

-- AlterTable
ALTER TABLE "order_line" ADD COLUMN     "external_id" TEXT,
ADD COLUMN     "external_offer_id" TEXT,
ADD COLUMN     "external_sku_id" TEXT;

-- AlterTable
ALTER TABLE "sync_failure" ADD COLUMN     "next_attempt_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "sync_run" ADD COLUMN     "beat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "progress" DOUBLE PRECISION;

-- AlterTable
ALTER TABLE "sync_state" ADD COLUMN     "every_seconds" INTEGER,
ADD COLUMN     "failures_in_row" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "first_from" TIMESTAMPTZ(3),
ADD COLUMN     "first_until" TIMESTAMPTZ(3),
ADD COLUMN     "next_due_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "listing_push" (
    "listing_id" TEXT NOT NULL,
    "pushed_version" BIGINT NOT NULL DEFAULT 0,
    "quantity" INTEGER,
    "pushed_at" TIMESTAMPTZ(3),
    "ceiling" INTEGER,
    "ceiling_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "listing_push_pkey" PRIMARY KEY ("listing_id")
);

-- CreateTable
CREATE TABLE "sellable_version" (
    "sku_id" TEXT NOT NULL,
    "version" BIGINT NOT NULL DEFAULT 1,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sellable_version_pkey" PRIMARY KEY ("sku_id")
);

-- CreateTable
CREATE TABLE "marketplace_refund" (
    "id" TEXT NOT NULL,
    "shop_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "order_id" TEXT,
    "external_order_id" TEXT NOT NULL,
    "external_line_id" TEXT,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'CNY',
    "status" TEXT NOT NULL,
    "raw_status" TEXT NOT NULL,
    "goods_returned" BOOLEAN NOT NULL DEFAULT false,
    "requested_at" TIMESTAMPTZ(3),
    "modified_at" TIMESTAMPTZ(3),

    CONSTRAINT "marketplace_refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbound_message" (
    "id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_error" TEXT,

    CONSTRAINT "inbound_message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "marketplace_refund_order_id_idx" ON "marketplace_refund"("order_id");

-- CreateIndex
CREATE INDEX "marketplace_refund_external_order_id_idx" ON "marketplace_refund"("external_order_id");

-- CreateIndex
CREATE UNIQUE INDEX "marketplace_refund_shop_id_external_id_key" ON "marketplace_refund"("shop_id", "external_id");

-- CreateIndex
CREATE INDEX "inbound_message_received_at_idx" ON "inbound_message"("received_at");

-- CreateIndex
CREATE UNIQUE INDEX "inbound_message_source_message_id_key" ON "inbound_message"("source", "message_id");

-- CreateIndex
CREATE INDEX "sync_state_next_due_at_idx" ON "sync_state"("next_due_at");

-- AddForeignKey
ALTER TABLE "listing_push" ADD CONSTRAINT "listing_push_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "listing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "marketplace_refund" ADD CONSTRAINT "marketplace_refund_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "marketplace_refund" ADD CONSTRAINT "marketplace_refund_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- One open failure per record: who finds it failing again raises its attempts.
CREATE UNIQUE INDEX "sync_failure_one_open" ON "sync_failure" ("shop_id", "kind", "external_id") WHERE "resolved_at" IS NULL;
CREATE INDEX "sync_failure_due" ON "sync_failure" ("next_attempt_at") WHERE "resolved_at" IS NULL AND "next_attempt_at" IS NOT NULL;

-- One run of a shop and kind at a time.
CREATE UNIQUE INDEX "sync_run_one_running" ON "sync_run" ("shop_id", "kind") WHERE "status" = 'RUNNING';

-- What is still to be worked off.
CREATE INDEX "inbound_message_due" ON "inbound_message" ("next_attempt_at") WHERE "done_at" IS NULL;

-- Unmatched listings are listed, suggested by code and barcode.
CREATE INDEX "listing_unmatched" ON "listing" ("shop_id") WHERE "sku_id" IS NULL;
CREATE INDEX "sku_barcode" ON "sku" ("barcode") WHERE "barcode" IS NOT NULL;

-- What may be sold of a SKU has changed: the version grows in the transaction of the change, so that whoever reads
-- stock and version in one statement can tell later whether the stock is still the same.
CREATE FUNCTION sellable_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO sellable_version (sku_id)
    SELECT DISTINCT sku_id FROM new_levels WHERE available > 0 ORDER BY sku_id
    ON CONFLICT (sku_id) DO UPDATE SET version = sellable_version.version + 1, changed_at = now();
  ELSE
    INSERT INTO sellable_version (sku_id)
    SELECT DISTINCT n.sku_id FROM new_levels n JOIN old_levels o USING (id)
    WHERE n.available IS DISTINCT FROM o.available ORDER BY n.sku_id
    ON CONFLICT (sku_id) DO UPDATE SET version = sellable_version.version + 1, changed_at = now();
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "stock_level_sellable_inserted" AFTER INSERT ON "stock_level"
  REFERENCING NEW TABLE AS new_levels FOR EACH STATEMENT EXECUTE FUNCTION sellable_changed();
CREATE TRIGGER "stock_level_sellable_updated" AFTER UPDATE ON "stock_level"
  REFERENCING NEW TABLE AS new_levels OLD TABLE AS old_levels FOR EACH STATEMENT EXECUTE FUNCTION sellable_changed();

CREATE FUNCTION channel_buffer_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed channel_buffer := COALESCE(NEW, OLD);
BEGIN
  INSERT INTO sellable_version (sku_id)
  SELECT DISTINCT sku_id FROM listing
  WHERE platform = changed.platform AND sku_id IS NOT NULL AND (changed.sku_id IS NULL OR sku_id = changed.sku_id)
  ORDER BY sku_id
  ON CONFLICT (sku_id) DO UPDATE SET version = sellable_version.version + 1, changed_at = now();
  RETURN NULL;
END $$;
CREATE TRIGGER "channel_buffer_sellable" AFTER INSERT OR UPDATE OR DELETE ON "channel_buffer"
  FOR EACH ROW EXECUTE FUNCTION channel_buffer_changed();
