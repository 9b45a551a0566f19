-- DropIndex
DROP INDEX "order_status_idx";

-- AlterTable
ALTER TABLE "order" ADD COLUMN     "handed_over_at" TIMESTAMPTZ(3),
ADD COLUMN     "pay_by" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "refund_requested_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "purchase_order" ADD COLUMN     "cancel_requested_at" TIMESTAMPTZ(3),
ADD COLUMN     "part_ids" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "shipment" ADD COLUMN     "announce_attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "announce_due_at" TIMESTAMPTZ(3),
ADD COLUMN     "announce_error" TEXT,
ADD COLUMN     "announced_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "sku" ADD COLUMN     "buy_to_order" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "tracking_event" ADD COLUMN     "dedupe_key" TEXT;

-- CreateIndex
CREATE INDEX "order_status_pay_by_idx" ON "order"("status", "pay_by");

-- CreateIndex
CREATE INDEX "shipment_purchase_order_id_idx" ON "shipment"("purchase_order_id");

-- CreateIndex
CREATE INDEX "shipment_announce_due_at_idx" ON "shipment"("announce_due_at");

-- CreateIndex
CREATE UNIQUE INDEX "tracking_event_shipment_id_dedupe_key_key" ON "tracking_event"("shipment_id", "dedupe_key");

-- Numbers of our own orders, HG-200001 and up: the seed's end below that.
CREATE SEQUENCE "order_number" START 200001;

-- The worker looks for purchases that have something to be done.
CREATE INDEX "purchase_order_due" ON "purchase_order" ("next_attempt_at")
  WHERE "status" IN ('PENDING', 'PLACED', 'PAID', 'SHIPPED');
