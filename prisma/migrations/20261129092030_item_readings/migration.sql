-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "Platform" ADD VALUE 'WEIDIAN';
ALTER TYPE "Platform" ADD VALUE 'PINDUODUO';

-- CreateTable
CREATE TABLE "item_reading" (
    "platform" "Platform" NOT NULL,
    "external_id" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "source" TEXT,
    "payload" JSONB,
    "fetched_at" TIMESTAMPTZ(3),
    "leased_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "item_reading_pkey" PRIMARY KEY ("platform","external_id","locale")
);

-- CreateTable
CREATE TABLE "item_data_usage" (
    "day" TEXT NOT NULL,
    "payer" TEXT NOT NULL,
    "calls" INTEGER NOT NULL,
    "nothing" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "counted" INTEGER,
    "quota" INTEGER,

    CONSTRAINT "item_data_usage_pkey" PRIMARY KEY ("day","payer")
);

-- CreateIndex
CREATE INDEX "item_reading_leased_until_idx" ON "item_reading"("leased_until");
