-- CreateEnum
CREATE TYPE "OrderLineStatus" AS ENUM ('PENDING', 'AWAITING_CUSTOMER', 'PURCHASING', 'PURCHASED', 'SELLER_SENT', 'ARRIVED', 'STORED', 'IN_PARCEL', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'RETURNING', 'RETURNED', 'EXCHANGING', 'REFUNDED');

-- CreateEnum
CREATE TYPE "WarehouseOrderStatus" AS ENUM ('SUBMITTED', 'ACCEPTED', 'RECALLED', 'LEFT');

-- AlterTable
ALTER TABLE "order" ADD COLUMN     "external_total_minor" BIGINT,
ADD COLUMN     "on_hold" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "order_line" ADD COLUMN     "external_refund" TEXT,
ADD COLUMN     "external_state" TEXT,
ADD COLUMN     "external_total_minor" BIGINT,
ADD COLUMN     "refund_pending" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "status" "OrderLineStatus" NOT NULL DEFAULT 'PENDING',
ADD COLUMN     "warehouse_order_code" TEXT;

-- AlterTable
ALTER TABLE "shipment" ADD COLUMN     "warehouse_order_code" TEXT;

-- CreateTable
CREATE TABLE "warehouse_order" (
    "code" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "status" "WarehouseOrderStatus" NOT NULL DEFAULT 'SUBMITTED',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handed_over_at" TIMESTAMPTZ(3),

    CONSTRAINT "warehouse_order_pkey" PRIMARY KEY ("code")
);

-- CreateIndex
CREATE INDEX "warehouse_order_order_id_idx" ON "warehouse_order"("order_id");

-- CreateIndex
CREATE INDEX "order_line_warehouse_order_code_idx" ON "order_line"("warehouse_order_code");

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_warehouse_order_code_fkey" FOREIGN KEY ("warehouse_order_code") REFERENCES "warehouse_order"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "warehouse_order" ADD CONSTRAINT "warehouse_order_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Lines of earlier orders are where their order is; what was bought for them, where its purchase is.
UPDATE "order_line" line SET "status" = CASE "order"."status"
    WHEN 'SHIPPED' THEN 'SHIPPED' WHEN 'DELIVERED' THEN 'DELIVERED' WHEN 'COMPLETED' THEN 'DELIVERED'
    WHEN 'CANCELLED' THEN 'CANCELLED' ELSE 'REFUNDED' END::"OrderLineStatus"
FROM "order" WHERE "order"."id" = line."order_id"
  AND "order"."status" IN ('SHIPPED', 'DELIVERED', 'COMPLETED', 'CANCELLED', 'REFUNDED');
UPDATE "order_line" line SET "status" = bought."status" FROM (
  SELECT part."order_line_id", min(CASE purchase."status"
      WHEN 'PAID' THEN 'PURCHASED' WHEN 'SHIPPED' THEN 'SELLER_SENT' WHEN 'RECEIVED' THEN 'ARRIVED'
      WHEN 'PENDING' THEN 'PENDING' ELSE 'PURCHASING' END::"OrderLineStatus") AS "status"
  FROM "purchase_order_line" part JOIN "purchase_order" purchase ON purchase."id" = part."purchase_order_id"
  WHERE part."order_line_id" IS NOT NULL AND purchase."status" <> 'CANCELLED'
  GROUP BY part."order_line_id"
) bought WHERE bought."order_line_id" = line."id" AND line."status" = 'PENDING';

UPDATE "order" SET "external_total_minor" = "total_minor",
  "on_hold" = COALESCE("status" = 'PAID' AND "external_status" IN ('PAID_FORBID_CONSIGN', 'PAUSE', 'POP_ORDER_PAUSE', 'LOCKED'), false)
WHERE "external_id" IS NOT NULL;

-- What the warehouse system has of earlier orders, under their number.
INSERT INTO "warehouse_order" ("code", "order_id", "status", "created_at", "handed_over_at")
SELECT "number", "id", CASE
    WHEN "status" IN ('SHIPPED', 'DELIVERED', 'COMPLETED') THEN 'LEFT'
    WHEN "status" IN ('CANCELLED', 'REFUNDED') AND NOT EXISTS (
      SELECT 1 FROM "reservation" WHERE "owner_type" = 'order' AND "owner_id" = "order"."id" AND "status" = 'ACTIVE'
    ) THEN 'RECALLED' ELSE 'ACCEPTED' END::"WarehouseOrderStatus", "handed_over_at", "handed_over_at"
FROM "order" WHERE "handed_over_at" IS NOT NULL;
UPDATE "order_line" line SET "warehouse_order_code" = given."code" FROM "warehouse_order" given
WHERE given."order_id" = line."order_id" AND given."status" <> 'RECALLED';

-- Refunds that were read before their order belong to it; what they say of lines that have not left holds from now on.
UPDATE "marketplace_refund" refund SET "order_id" = "order"."id" FROM "order"
WHERE refund."order_id" IS NULL AND "order"."shop_id" = refund."shop_id" AND "order"."external_id" = refund."external_order_id";
UPDATE "order_line" line SET
  "refund_pending" = refund."status" NOT IN ('SUCCEEDED'),
  "status" = CASE WHEN refund."status" = 'SUCCEEDED' THEN 'REFUNDED'::"OrderLineStatus" ELSE line."status" END
FROM "marketplace_refund" refund, "order"
WHERE refund."order_id" = line."order_id" AND "order"."id" = line."order_id" AND line."status" = 'PENDING'
  AND "order"."status" IN ('PAID', 'PURCHASING', 'PURCHASED', 'AT_WAREHOUSE')
  AND refund."status" NOT IN ('REFUSED', 'CLOSED')
  AND (refund."external_line_id" = line."external_id" AND refund."amount_minor" >= line."quantity" * line."unit_price_minor"
    OR refund."external_line_id" IS NULL AND refund."amount_minor" >= "order"."total_minor");
