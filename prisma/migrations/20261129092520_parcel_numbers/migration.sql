-- CreateIndex
CREATE INDEX "shipment_tracking_number_idx" ON "shipment"("tracking_number");

-- Numbers of parcels are stored in one form (src/domain/parcel-number.ts): upper case, without blanks and dashes.
CREATE TEMPORARY TABLE "parcel_form" ON COMMIT DROP AS
SELECT "id", "carrier", "order_id", "purchase_order_id", "leg", "created_at", "number",
  first_value("id") OVER (PARTITION BY "carrier", "number", "order_id", "purchase_order_id", "leg" ORDER BY "created_at", "id") AS "kept"
FROM (
  SELECT *, coalesce(nullif(upper(regexp_replace(normalize("tracking_number", NFKC),
    '[\s\u00a0\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\u3000\ufe58\ufe63\uff0d\ufeff-]+', '', 'g')), ''), "tracking_number") AS "number"
  FROM "shipment"
) formed;

-- What was written twice in two forms is one parcel: the older one, with the messages of both.
UPDATE "tracking_event" event SET "shipment_id" = form."kept" FROM "parcel_form" form
WHERE event."shipment_id" = form."id" AND form."id" <> form."kept" AND NOT EXISTS (
  SELECT 1 FROM "tracking_event" other JOIN "parcel_form" same ON same."id" = other."shipment_id"
  WHERE same."kept" = form."kept" AND other."dedupe_key" = event."dedupe_key"
    AND (same."id" = form."kept" OR (same."id" <> form."id" AND other."id" < event."id"))
);
DELETE FROM "tracking_event" event USING "parcel_form" form
WHERE event."shipment_id" = form."id" AND form."id" <> form."kept";
-- As far as the furthest of them was; the marketplace was told once if it was told any.
UPDATE "shipment" kept SET
  "status" = double."status",
  "announced_at" = coalesce(kept."announced_at", double."announced_at"),
  "announce_due_at" = CASE WHEN coalesce(kept."announced_at", double."announced_at") IS NULL
    THEN coalesce(kept."announce_due_at", double."announce_due_at") END
FROM (
  SELECT form."kept", max(shipment."status") AS "status", min(shipment."announced_at") AS "announced_at",
    min(shipment."announce_due_at") AS "announce_due_at"
  FROM "parcel_form" form JOIN "shipment" ON "shipment"."id" = form."id"
  GROUP BY form."kept" HAVING count(*) > 1
) double WHERE double."kept" = kept."id";
DELETE FROM "shipment" USING "parcel_form" form WHERE "shipment"."id" = form."id" AND form."id" <> form."kept";

-- The same number for two orders stays with both: the carrier of the later ones is told apart, before numbers meet.
CREATE TEMPORARY TABLE "parcel_place" ON COMMIT DROP AS
SELECT "id", "number", row_number() OVER (PARTITION BY "carrier", "number" ORDER BY "created_at", "id") AS "place"
FROM "parcel_form" WHERE "id" = "kept";
UPDATE "shipment" SET "carrier" = "carrier" || ' (' || form."place" || ')' FROM "parcel_place" form
WHERE form."id" = "shipment"."id" AND form."place" > 1;
UPDATE "shipment" SET "tracking_number" = form."number" FROM "parcel_place" form
WHERE form."id" = "shipment"."id" AND "shipment"."tracking_number" <> form."number";
