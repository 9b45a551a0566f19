-- CreateEnum
CREATE TYPE "MediaStatus" AS ENUM ('WAITING', 'STORED', 'FAILED');

-- CreateEnum
CREATE TYPE "UploadPurpose" AS ENUM ('PRODUCT_MEDIA', 'INSPECTION_PHOTO', 'PARCEL_PHOTO', 'IMAGE_SEARCH', 'AFTER_SALES', 'CATALOGUE_CSV', 'RATES_CSV', 'ID_DOCUMENT');

-- CreateEnum
CREATE TYPE "AuditSource" AS ENUM ('PERSON', 'FILE', 'MARKETPLACE', 'RULE', 'TRANSLATION');

-- CreateEnum
CREATE TYPE "ImportKind" AS ENUM ('ITEMS', 'LISTINGS', 'CSV');

-- CreateEnum
CREATE TYPE "ImportStatus" AS ENUM ('RUNNING', 'SUCCEEDED', 'PARTIAL', 'FAILED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "ImportOutcome" AS ENUM ('CREATED', 'UPDATED', 'UNCHANGED', 'FAILED');

-- CreateEnum
CREATE TYPE "HeldPriceDecision" AS ENUM ('ACCEPT', 'KEEP', 'SET');

-- CreateEnum
CREATE TYPE "OfferAlertKind" AS ENUM ('UPSTREAM_LOW', 'UPSTREAM_GONE', 'PRICE_ROSE', 'MARGIN_LOW', 'PRICE_HELD');

-- CreateEnum
CREATE TYPE "GoodsRestriction" AS ENUM ('BATTERY', 'LIQUID', 'POWDER', 'MAGNET', 'FOOD', 'COSMETIC', 'BRAND', 'PROHIBITED');

-- AlterEnum
ALTER TYPE "Availability" ADD VALUE 'MADE_TO_ORDER';

-- AlterTable
ALTER TABLE "product" ADD COLUMN     "archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "brand" TEXT,
ADD COLUMN     "edited_fields" TEXT[],
ADD COLUMN     "handle" TEXT NOT NULL DEFAULT (gen_random_uuid())::text,
ADD COLUMN     "texts" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 0,
ALTER COLUMN "title_zh" DROP NOT NULL;

-- AlterTable
ALTER TABLE "sku" ADD COLUMN     "customs_name_en" TEXT,
ADD COLUMN     "customs_name_zh" TEXT,
ADD COLUMN     "edited_fields" TEXT[],
ADD COLUMN     "hs_code" TEXT,
ADD COLUMN     "origin_country" TEXT,
ADD COLUMN     "price_tiers" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "restrictions" "GoodsRestriction"[],
ADD COLUMN     "status" "ProductStatus" NOT NULL DEFAULT 'ACTIVE',
ADD COLUMN     "titles" JSONB NOT NULL DEFAULT '{}',
ALTER COLUMN "title_zh" DROP NOT NULL;

-- AlterTable
ALTER TABLE "supplier" ADD COLUMN     "archived_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "warehouse" ADD COLUMN     "address" JSONB,
ADD COLUMN     "archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "takes_arrivals" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "category" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name_zh" TEXT,
    "name_en" TEXT,
    "names" JSONB NOT NULL DEFAULT '{}',
    "parent_id" TEXT,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_category" (
    "product_id" TEXT NOT NULL,
    "category_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "product_category_pkey" PRIMARY KEY ("product_id","category_id")
);

-- CreateTable
CREATE TABLE "media" (
    "id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "sku_id" TEXT,
    "position" INTEGER NOT NULL,
    "source_url" TEXT,
    "upload_id" TEXT,
    "alt" TEXT,
    "status" "MediaStatus" NOT NULL DEFAULT 'WAITING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "media_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload" (
    "id" TEXT NOT NULL,
    "purpose" "UploadPurpose" NOT NULL,
    "content_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "owner" TEXT,
    "secret_hash" TEXT,
    "storage_key" TEXT,
    "sha256" TEXT,
    "width" INTEGER,
    "height" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "source" "AuditSource" NOT NULL,
    "entity_type" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "catalogue_import" (
    "id" TEXT NOT NULL,
    "kind" "ImportKind" NOT NULL,
    "status" "ImportStatus" NOT NULL DEFAULT 'RUNNING',
    "dry_run" BOOLEAN NOT NULL DEFAULT false,
    "options" JSONB NOT NULL,
    "total" INTEGER,
    "created" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "actor" TEXT NOT NULL,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "waits_until" TIMESTAMPTZ(3),
    "wait_reason" TEXT,
    "leased_until" TIMESTAMPTZ(3),
    "error" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "catalogue_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "catalogue_import_row" (
    "import_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "line" INTEGER,
    "reference" TEXT NOT NULL,
    "payload" JSONB,
    "outcome" "ImportOutcome",
    "changes" JSONB NOT NULL DEFAULT '[]',
    "code" TEXT,
    "message" TEXT,
    "product_id" TEXT,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "catalogue_import_row_pkey" PRIMARY KEY ("import_id","position")
);

-- CreateTable
CREATE TABLE "price_rule" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "supplier_id" TEXT,
    "category_id" TEXT,
    "platform" "Platform",
    "currency" TEXT,
    "markup_percent" DECIMAL(9,4) NOT NULL,
    "fixed_minor" BIGINT,
    "fixed_currency" TEXT,
    "round_to" DECIMAL(14,4),
    "min_margin_percent" DECIMAL(9,4),
    "payment_share_percent" DECIMAL(9,4),
    "hold_above_percent" DECIMAL(9,4),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "price_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "held_price" (
    "id" TEXT NOT NULL,
    "sku_id" TEXT NOT NULL,
    "rule_id" TEXT,
    "currency" TEXT NOT NULL,
    "current_minor" BIGINT NOT NULL,
    "proposed_minor" BIGINT NOT NULL,
    "cost_before_minor" BIGINT NOT NULL,
    "cost_now_minor" BIGINT NOT NULL,
    "cost_currency" TEXT NOT NULL,
    "held_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),
    "decision" "HeldPriceDecision",
    "decided_by" TEXT,

    CONSTRAINT "held_price_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "offer_alert_rule" (
    "id" TEXT NOT NULL,
    "kind" "OfferAlertKind" NOT NULL,
    "sku_id" TEXT,
    "supplier_id" TEXT,
    "platform" "Platform",
    "limit_at" DECIMAL(14,4) NOT NULL,
    "resume_at" DECIMAL(14,4),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "offer_alert_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "offer_alert" (
    "id" TEXT NOT NULL,
    "kind" "OfferAlertKind" NOT NULL,
    "status" "AlertStatus" NOT NULL DEFAULT 'OPEN',
    "sku_id" TEXT NOT NULL,
    "listing_id" TEXT,
    "before_minor" BIGINT,
    "after_minor" BIGINT,
    "currency" TEXT,
    "quantity" INTEGER,
    "limit_at" DECIMAL(14,4),
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "offer_alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "watched_item" (
    "platform" "Platform" NOT NULL,
    "external_id" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),
    "misses" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "leased_until" TIMESTAMPTZ(3),

    CONSTRAINT "watched_item_pkey" PRIMARY KEY ("platform","external_id")
);

-- CreateTable
CREATE TABLE "translation" (
    "text_hash" TEXT NOT NULL,
    "from_locale" TEXT NOT NULL,
    "to_locale" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "translation_pkey" PRIMARY KEY ("text_hash","from_locale","to_locale")
);

-- CreateIndex
CREATE UNIQUE INDEX "category_slug_key" ON "category"("slug");

-- CreateIndex
CREATE INDEX "category_parent_id_idx" ON "category"("parent_id");

-- CreateIndex
CREATE INDEX "product_category_category_id_product_id_idx" ON "product_category"("category_id", "product_id");

-- CreateIndex
CREATE INDEX "media_product_id_position_idx" ON "media"("product_id", "position");

-- CreateIndex
CREATE INDEX "media_sku_id_idx" ON "media"("sku_id");

-- CreateIndex
CREATE INDEX "media_status_next_attempt_at_idx" ON "media"("status", "next_attempt_at");

-- CreateIndex
CREATE INDEX "upload_sha256_idx" ON "upload"("sha256");

-- CreateIndex
CREATE INDEX "upload_completed_at_expires_at_idx" ON "upload"("completed_at", "expires_at");

-- CreateIndex
CREATE INDEX "audit_entry_entity_type_entity_id_at_id_idx" ON "audit_entry"("entity_type", "entity_id", "at", "id");

-- CreateIndex
CREATE INDEX "audit_entry_actor_at_id_idx" ON "audit_entry"("actor", "at", "id");

-- CreateIndex
CREATE INDEX "audit_entry_at_id_idx" ON "audit_entry"("at", "id");

-- CreateIndex
CREATE INDEX "catalogue_import_status_leased_until_idx" ON "catalogue_import"("status", "leased_until");

-- CreateIndex
CREATE INDEX "catalogue_import_started_at_id_idx" ON "catalogue_import"("started_at", "id");

-- CreateIndex
CREATE INDEX "catalogue_import_row_import_id_outcome_position_idx" ON "catalogue_import_row"("import_id", "outcome", "position");

-- CreateIndex
CREATE INDEX "catalogue_import_row_product_id_idx" ON "catalogue_import_row"("product_id");

-- CreateIndex
CREATE INDEX "price_rule_supplier_id_idx" ON "price_rule"("supplier_id");

-- CreateIndex
CREATE INDEX "price_rule_category_id_idx" ON "price_rule"("category_id");

-- CreateIndex
CREATE INDEX "held_price_decided_at_held_at_id_idx" ON "held_price"("decided_at", "held_at", "id");

-- CreateIndex
CREATE INDEX "offer_alert_status_opened_at_id_idx" ON "offer_alert"("status", "opened_at", "id");

-- CreateIndex
CREATE INDEX "offer_alert_sku_id_idx" ON "offer_alert"("sku_id");

-- CreateIndex
CREATE INDEX "watched_item_due_at_idx" ON "watched_item"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "product_handle_key" ON "product"("handle");

-- AddForeignKey
ALTER TABLE "category" ADD CONSTRAINT "category_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "category"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_category" ADD CONSTRAINT "product_category_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_category" ADD CONSTRAINT "product_category_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "media" ADD CONSTRAINT "media_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "media" ADD CONSTRAINT "media_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "sku"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "media" ADD CONSTRAINT "media_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "upload"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "catalogue_import_row" ADD CONSTRAINT "catalogue_import_row_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "catalogue_import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "catalogue_import_row" ADD CONSTRAINT "catalogue_import_row_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_rule" ADD CONSTRAINT "price_rule_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "supplier"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_rule" ADD CONSTRAINT "price_rule_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "held_price" ADD CONSTRAINT "held_price_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "sku"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "held_price" ADD CONSTRAINT "held_price_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "price_rule"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer_alert_rule" ADD CONSTRAINT "offer_alert_rule_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "sku"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer_alert_rule" ADD CONSTRAINT "offer_alert_rule_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "supplier"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer_alert" ADD CONSTRAINT "offer_alert_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "sku"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer_alert" ADD CONSTRAINT "offer_alert_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "listing"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand ------------------------------------------------------------------
-- Handles of products that have none yet: the English title in small letters, with what makes it unique.
UPDATE "product" SET "handle" = concat_ws('-',
  NULLIF(left(trim(BOTH '-' FROM regexp_replace(lower(COALESCE("title_en", '')), '[^a-z0-9]+', '-', 'g')), 60), ''),
  right("id", 12));

ALTER TABLE "product" ADD CONSTRAINT "product_has_title"
  CHECK ("title_zh" IS NOT NULL OR "title_en" IS NOT NULL OR "texts" <> '{}');
ALTER TABLE "sku" ADD CONSTRAINT "sku_has_title"
  CHECK ("title_zh" IS NOT NULL OR "title_en" IS NOT NULL OR "titles" <> '{}');
ALTER TABLE "sku" ADD CONSTRAINT "sku_status" CHECK ("status" <> 'DRAFT');
ALTER TABLE "category" ADD CONSTRAINT "category_has_name"
  CHECK ("name_zh" IS NOT NULL OR "name_en" IS NOT NULL OR "names" <> '{}');
ALTER TABLE "category" ADD CONSTRAINT "category_is_not_its_own_parent" CHECK ("parent_id" IS DISTINCT FROM "id");
ALTER TABLE "media" ADD CONSTRAINT "media_has_source" CHECK ("source_url" IS NOT NULL OR "upload_id" IS NOT NULL);
ALTER TABLE "upload" ADD CONSTRAINT "upload_bytes" CHECK ("bytes" > 0);

-- One at a time for each SKU.
CREATE UNIQUE INDEX "held_price_open" ON "held_price" ("sku_id") WHERE "decided_at" IS NULL;
CREATE UNIQUE INDEX "offer_alert_open" ON "offer_alert" ("sku_id", COALESCE("listing_id", ''), "kind")
  WHERE "resolved_at" IS NULL;
