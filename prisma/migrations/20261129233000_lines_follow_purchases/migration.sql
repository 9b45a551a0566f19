-- Lines did not follow purchases that were made since they have a state: brings them to the least advanced one.
-- The same rule as `lineAfterPurchases` of src/domain/purchase-state.ts.
UPDATE "order_line" line SET "status" = bought."status" FROM (
  SELECT part."order_line_id", min(CASE
      WHEN purchase."status" = 'PAID' THEN 'PURCHASED' WHEN purchase."status" = 'SHIPPED' THEN 'SELLER_SENT'
      WHEN purchase."status" = 'RECEIVED' THEN 'ARRIVED'
      WHEN purchase."status" = 'PENDING' AND purchase."submitted_at" IS NULL THEN 'PENDING'
      ELSE 'PURCHASING' END::"OrderLineStatus") AS "status"
  FROM "purchase_order_line" part JOIN "purchase_order" purchase ON purchase."id" = part."purchase_order_id"
  WHERE part."order_line_id" IS NOT NULL AND purchase."status" <> 'CANCELLED'
  GROUP BY part."order_line_id"
) bought WHERE bought."order_line_id" = line."id" AND line."status" = 'PENDING' AND bought."status" <> 'PENDING';
