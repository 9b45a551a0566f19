-- What changed a moment ago is looked for at every commit; all listings are looked through now and then.
CREATE INDEX "sellable_version_changed_at_idx" ON "sellable_version" ("changed_at");
