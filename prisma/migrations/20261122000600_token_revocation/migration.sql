-- CreateTable
CREATE TABLE "token_revocation" (
    "id" TEXT NOT NULL,
    "token_id" TEXT,
    "subject" TEXT,
    "issued_before" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL,
    "revoked_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "token_revocation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "token_revocation_expires_at_idx" ON "token_revocation"("expires_at");
