import { expect, it } from 'vitest'
import { ConfigError } from './config-error.ts'
import { readRetentionSettings } from './config-retention.ts'

const HOUR = 3_600_000

it('keeps events for three days and idempotency keys for ninety unless told otherwise', () => {
  const settings = readRetentionSettings({})
  expect(settings.outbox).toBe(72 * HOUR)
  expect(settings.idempotency).toBe(90 * 24 * HOUR)
  expect(Object.keys(settings)).toHaveLength(10)
})

it('takes other numbers, and 0 for ever', () => {
  const settings = readRetentionSettings({ OUTBOX_RETENTION_HOURS: '1', SYNC_RUN_RETENTION_DAYS: '0' })
  expect(settings.outbox).toBe(HOUR)
  expect(settings.syncRuns).toBeNull()
})

it.each(['-1', '1.5', 'never', '87601'])('refuses %s hours and names the variable', (text) => {
  const read = () => readRetentionSettings({ OUTBOX_RETENTION_HOURS: text })
  expect(read).toThrow(ConfigError)
  expect(read).toThrow(/^OUTBOX_RETENTION_HOURS takes a whole number from 0 \(for ever\) to 87600/)
})
