-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "refresh_due_at" TIMESTAMPTZ(3),
ADD COLUMN     "refresh_lease_ends" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "shop_refresh_due_at_idx" ON "shop"("refresh_due_at");
