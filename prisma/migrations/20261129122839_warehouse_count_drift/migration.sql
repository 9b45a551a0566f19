-- AlterTable
ALTER TABLE "warehouse_count" ADD COLUMN     "agreed" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "drift" INTEGER,
ADD COLUMN     "drift_since" TIMESTAMPTZ(3);
