-- AlterTable
ALTER TABLE "alert_delivery" ADD COLUMN     "payload" JSONB NOT NULL;

-- AlterTable
ALTER TABLE "purchase_order_line" ADD COLUMN     "awaited" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "received" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "stock_movement" ADD COLUMN     "incoming_delta" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "replenishment_proposal_status_created_at_idx" ON "replenishment_proposal"("status", "created_at");

-- What is ordered, dispatched or kept back is a change of the level too, with a movement of its own.
ALTER TABLE "stock_movement" DROP CONSTRAINT "stock_movement_moves_something";
ALTER TABLE "stock_movement" ADD CONSTRAINT "stock_movement_moves_something" CHECK (
  "delta" <> 0 OR "reserved_delta" <> 0 OR "incoming_delta" <> 0 OR "reason" IN ('STOCKTAKE', 'SYNC', 'ADJUSTMENT')
);

ALTER TABLE "purchase_order_line"
  ADD CONSTRAINT "purchase_order_line_awaited_not_negative" CHECK ("awaited" >= 0),
  ADD CONSTRAINT "purchase_order_line_received_not_negative" CHECK ("received" >= 0);

-- Bought for an order, or for a warehouse of ours (proposed or not).
ALTER TABLE "purchase_order" DROP CONSTRAINT "purchase_order_for_something";
ALTER TABLE "purchase_order" ADD CONSTRAINT "purchase_order_for_something"
  CHECK ("order_id" IS NOT NULL OR "warehouse_id" IS NOT NULL);

-- What the verification and the arrival of goods look for.
CREATE INDEX "purchase_order_line_awaited" ON "purchase_order_line" ("sku_id") WHERE "awaited" > 0;
CREATE INDEX "stock_transfer_in_transit" ON "stock_transfer" ("sku_id", "to_warehouse_id") WHERE "status" = 'IN_TRANSIT';
