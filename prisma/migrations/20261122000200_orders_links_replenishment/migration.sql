-- CreateEnum
CREATE TYPE "TransferStatus" AS ENUM ('IN_TRANSIT', 'RECEIVED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "DeliveryStatus" AS ENUM ('PENDING', 'DELIVERED', 'DEAD');

-- DropForeignKey
ALTER TABLE "purchase_order" DROP CONSTRAINT "purchase_order_order_id_fkey";

-- DropForeignKey
ALTER TABLE "shipment" DROP CONSTRAINT "shipment_order_id_fkey";

-- DropIndex
DROP INDEX "purchase_order_status_idx";

-- AlterTable
ALTER TABLE "order" ADD COLUMN     "cancel_reason" TEXT,
ADD COLUMN     "exchange_rate" DECIMAL(20,10),
ADD COLUMN     "shown_currency" TEXT,
ADD COLUMN     "shown_total_minor" BIGINT;

-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "refunded_minor" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "purchase_order" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "leased_until" TIMESTAMPTZ(3),
ADD COLUMN     "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "proposal_id" TEXT,
ADD COLUMN     "seller" TEXT,
ADD COLUMN     "submitted_at" TIMESTAMPTZ(3),
ADD COLUMN     "warehouse_id" TEXT,
ALTER COLUMN "order_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "replenishment_proposal" ADD COLUMN     "decided_at" TIMESTAMPTZ(3),
ADD COLUMN     "decided_by" TEXT;

-- AlterTable
ALTER TABLE "shipment" ADD COLUMN     "purchase_order_id" TEXT,
ALTER COLUMN "order_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "refresh_expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "status_reason" TEXT,
ADD COLUMN     "token_version" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "sku" ADD COLUMN     "min_order_quantity" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "supplier" ADD COLUMN     "lead_time_days" INTEGER NOT NULL DEFAULT 7,
ADD COLUMN     "webhook_secret" BYTEA,
ADD COLUMN     "webhook_url" TEXT;

-- CreateTable
CREATE TABLE "stock_transfer" (
    "id" TEXT NOT NULL,
    "sku_id" TEXT NOT NULL,
    "from_warehouse_id" TEXT NOT NULL,
    "to_warehouse_id" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "received" INTEGER,
    "status" "TransferStatus" NOT NULL DEFAULT 'IN_TRANSIT',
    "reference" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "stock_transfer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel_buffer" (
    "id" TEXT NOT NULL,
    "platform" "Platform" NOT NULL,
    "sku_id" TEXT,
    "buffer" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" TEXT,

    CONSTRAINT "channel_buffer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "back_in_stock_request" (
    "id" TEXT NOT NULL,
    "sku_id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "notified_at" TIMESTAMPTZ(3),

    CONSTRAINT "back_in_stock_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_delivery" (
    "id" TEXT NOT NULL,
    "alert_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "status" "DeliveryStatus" NOT NULL DEFAULT 'PENDING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_error" TEXT,
    "delivered_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "purchase_order_line" (
    "id" TEXT NOT NULL,
    "purchase_order_id" TEXT NOT NULL,
    "order_line_id" TEXT,
    "sku_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "external_sku_id" TEXT NOT NULL DEFAULT '',
    "spec_id" TEXT,
    "quantity" INTEGER NOT NULL,
    "unit_price_minor" BIGINT NOT NULL,

    CONSTRAINT "purchase_order_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_event" (
    "provider" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "order_id" TEXT,
    "kind" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payment_event_pkey" PRIMARY KEY ("provider","event_id")
);

-- CreateTable
CREATE TABLE "exchange_rate" (
    "currency" TEXT NOT NULL,
    "rate" DECIMAL(20,10) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" TEXT,

    CONSTRAINT "exchange_rate_pkey" PRIMARY KEY ("currency")
);

-- CreateTable
CREATE TABLE "oauth_state" (
    "state_hash" TEXT NOT NULL,
    "platform" "Platform" NOT NULL,
    "verifier" BYTEA,
    "redirect_uri" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "oauth_state_pkey" PRIMARY KEY ("state_hash")
);

-- CreateTable
CREATE TABLE "sync_alert" (
    "id" TEXT NOT NULL,
    "shop_id" TEXT,
    "kind" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "sync_alert_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "stock_transfer_status_created_at_idx" ON "stock_transfer"("status", "created_at");

-- CreateIndex
CREATE INDEX "stock_transfer_sku_id_idx" ON "stock_transfer"("sku_id");

-- CreateIndex
CREATE INDEX "back_in_stock_request_sku_id_notified_at_idx" ON "back_in_stock_request"("sku_id", "notified_at");

-- CreateIndex
CREATE INDEX "back_in_stock_request_customer_id_idx" ON "back_in_stock_request"("customer_id");

-- CreateIndex
CREATE INDEX "alert_delivery_status_next_attempt_at_idx" ON "alert_delivery"("status", "next_attempt_at");

-- CreateIndex
CREATE UNIQUE INDEX "alert_delivery_alert_id_channel_target_key" ON "alert_delivery"("alert_id", "channel", "target");

-- CreateIndex
CREATE INDEX "purchase_order_line_purchase_order_id_idx" ON "purchase_order_line"("purchase_order_id");

-- CreateIndex
CREATE INDEX "purchase_order_line_order_line_id_idx" ON "purchase_order_line"("order_line_id");

-- CreateIndex
CREATE INDEX "purchase_order_line_sku_id_idx" ON "purchase_order_line"("sku_id");

-- CreateIndex
CREATE INDEX "payment_event_order_id_idx" ON "payment_event"("order_id");

-- CreateIndex
CREATE INDEX "oauth_state_expires_at_idx" ON "oauth_state"("expires_at");

-- CreateIndex
CREATE INDEX "sync_alert_resolved_at_opened_at_idx" ON "sync_alert"("resolved_at", "opened_at");

-- CreateIndex
CREATE INDEX "purchase_order_proposal_id_idx" ON "purchase_order"("proposal_id");

-- CreateIndex
CREATE INDEX "purchase_order_status_next_attempt_at_idx" ON "purchase_order"("status", "next_attempt_at");

-- AddForeignKey
ALTER TABLE "stock_transfer" ADD CONSTRAINT "stock_transfer_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "sku"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_transfer" ADD CONSTRAINT "stock_transfer_from_warehouse_id_fkey" FOREIGN KEY ("from_warehouse_id") REFERENCES "warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_transfer" ADD CONSTRAINT "stock_transfer_to_warehouse_id_fkey" FOREIGN KEY ("to_warehouse_id") REFERENCES "warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_buffer" ADD CONSTRAINT "channel_buffer_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "sku"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "back_in_stock_request" ADD CONSTRAINT "back_in_stock_request_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "sku"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_delivery" ADD CONSTRAINT "alert_delivery_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "inventory_alert"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchase_order" ADD CONSTRAINT "purchase_order_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchase_order" ADD CONSTRAINT "purchase_order_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "replenishment_proposal"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchase_order_line" ADD CONSTRAINT "purchase_order_line_purchase_order_id_fkey" FOREIGN KEY ("purchase_order_id") REFERENCES "purchase_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchase_order_line" ADD CONSTRAINT "purchase_order_line_order_line_id_fkey" FOREIGN KEY ("order_line_id") REFERENCES "order_line"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchase_order_line" ADD CONSTRAINT "purchase_order_line_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "sku"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_purchase_order_id_fkey" FOREIGN KEY ("purchase_order_id") REFERENCES "purchase_order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_alert" ADD CONSTRAINT "sync_alert_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Prisma has no words for ------------------------------------------------
ALTER TABLE "stock_transfer"
  ADD CONSTRAINT "stock_transfer_quantity_positive" CHECK ("quantity" > 0),
  ADD CONSTRAINT "stock_transfer_received_in_range" CHECK ("received" BETWEEN 0 AND "quantity"),
  ADD CONSTRAINT "stock_transfer_to_another" CHECK ("from_warehouse_id" <> "to_warehouse_id");
ALTER TABLE "channel_buffer" ADD CONSTRAINT "channel_buffer_not_negative" CHECK ("buffer" >= 0);
CREATE UNIQUE INDEX "channel_buffer_one_per_scope" ON "channel_buffer" ("platform", COALESCE("sku_id", ''));
CREATE UNIQUE INDEX "back_in_stock_request_one_open" ON "back_in_stock_request" ("sku_id", "customer_id") WHERE "notified_at" IS NULL;
ALTER TABLE "purchase_order_line"
  ADD CONSTRAINT "purchase_order_line_quantity_positive" CHECK ("quantity" > 0),
  ADD CONSTRAINT "purchase_order_line_unit_price_not_negative" CHECK ("unit_price_minor" >= 0);
ALTER TABLE "purchase_order" ADD CONSTRAINT "purchase_order_for_something" CHECK ("order_id" IS NOT NULL OR "proposal_id" IS NOT NULL);
ALTER TABLE "payment" ADD CONSTRAINT "payment_refund_in_range" CHECK ("refunded_minor" BETWEEN 0 AND "amount_minor");
ALTER TABLE "exchange_rate" ADD CONSTRAINT "exchange_rate_positive" CHECK ("rate" > 0);
ALTER TABLE "sku" ADD CONSTRAINT "sku_min_order_quantity_positive" CHECK ("min_order_quantity" > 0);
ALTER TABLE "supplier" ADD CONSTRAINT "supplier_lead_time_not_negative" CHECK ("lead_time_days" >= 0);
CREATE UNIQUE INDEX "sync_alert_one_open" ON "sync_alert" ("dedupe_key") WHERE "resolved_at" IS NULL;
