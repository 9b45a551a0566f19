-- AlterTable
ALTER TABLE "catalogue_import" ADD COLUMN     "leased_by" TEXT;

-- AlterTable
ALTER TABLE "catalogue_import_row" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "retry_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "new_listings" JSONB;
