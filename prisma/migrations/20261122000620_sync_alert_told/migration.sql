-- What notifiers were told of an alert last. What was there before is not news.
ALTER TABLE "sync_alert" ADD COLUMN "told" TEXT,
  ADD COLUMN "tell_attempts" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "tell_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP;
UPDATE "sync_alert" SET "told" = CASE WHEN "resolved_at" IS NULL THEN 'OPEN' ELSE 'RESOLVED' END, "tell_at" = NULL;
CREATE INDEX "sync_alert_tell_at_idx" ON "sync_alert" ("tell_at");
