-- AlterTable
ALTER TABLE "product" ADD COLUMN     "publish_when_priced" BOOLEAN NOT NULL DEFAULT false;
