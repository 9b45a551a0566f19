-- The day of the published table that a rate is of, as 2026-11-27; null: a person has set it, or it is a first one.
ALTER TABLE "exchange_rate" ADD COLUMN "published_on" TEXT;
