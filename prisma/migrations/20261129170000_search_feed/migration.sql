-- CreateTable
CREATE TABLE "search_feed" (
    "index_name" TEXT NOT NULL,
    "epoch" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "fill_after" TEXT DEFAULT '',
    "filled_at" TIMESTAMPTZ(3),
    "leased_until" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "paused_until" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "search_feed_pkey" PRIMARY KEY ("index_name")
);
