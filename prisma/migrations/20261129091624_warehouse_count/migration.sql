-- AlterEnum
ALTER TYPE "SyncKind" ADD VALUE 'WAREHOUSE_STOCK';

-- CreateTable
CREATE TABLE "warehouse_count" (
    "sku_id" TEXT NOT NULL,
    "warehouse_id" TEXT NOT NULL,
    "count" INTEGER,
    "missing" INTEGER,
    "missing_since" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "warehouse_count_pkey" PRIMARY KEY ("sku_id","warehouse_id")
);

-- CreateIndex
CREATE INDEX "warehouse_count_due_at_idx" ON "warehouse_count"("due_at");

-- AddForeignKey
ALTER TABLE "warehouse_count" ADD CONSTRAINT "warehouse_count_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "sku"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "warehouse_count" ADD CONSTRAINT "warehouse_count_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE CASCADE ON UPDATE CASCADE;
