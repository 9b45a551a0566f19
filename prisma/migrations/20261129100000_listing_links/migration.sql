-- Addresses that platforms gave: links are http(s) or nothing; a missing protocol is https.
UPDATE "listing" SET "url" = 'https:' || "url" WHERE "url" LIKE '//%';
UPDATE "listing" SET "url" = NULL WHERE "url" !~* '^https?://';
