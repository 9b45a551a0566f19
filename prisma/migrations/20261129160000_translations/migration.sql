-- AlterTable
ALTER TABLE "product" ADD COLUMN     "machine_texts" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "translate_at" TIMESTAMPTZ(3),
ADD COLUMN     "translated_to" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "sku" ADD COLUMN     "machine_texts" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "translation" ADD COLUMN     "leased_until" TIMESTAMPTZ(3),
ALTER COLUMN "text" DROP NOT NULL,
ALTER COLUMN "service" DROP NOT NULL;

-- CreateTable
CREATE TABLE "translation_usage" (
    "day" TEXT NOT NULL,
    "calls" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "texts" INTEGER NOT NULL DEFAULT 0,
    "characters" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "paused_until" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "translation_usage_pkey" PRIMARY KEY ("day")
);

-- CreateIndex
CREATE INDEX "product_translate_at_idx" ON "product"("translate_at");
