-- CreateTable
CREATE TABLE "caller" (
    "id" TEXT NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "caller_pkey" PRIMARY KEY ("id")
);
