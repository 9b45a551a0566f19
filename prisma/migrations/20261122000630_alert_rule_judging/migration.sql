-- Levels under a rule are judged in several transactions: what is left of them when a process dies is known by its rule.
-- A version that does not know these columns judges all levels in the transaction that sets the rule.
ALTER TABLE "alert_rule" ADD COLUMN "revision" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "judge_at" TIMESTAMPTZ(3);
CREATE INDEX "alert_rule_judge_at_idx" ON "alert_rule" ("judge_at");
