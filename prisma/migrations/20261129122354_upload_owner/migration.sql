-- CreateIndex
CREATE INDEX "upload_owner_created_at_idx" ON "upload"("owner", "created_at");
