import { LOG_LENGTH } from '../../src/realtime/bus.ts'

type Ask = (query: string) => Promise<Record<string, unknown>>

/** Length at which the log drops its oldest events. */
const FULL = LOG_LENGTH * 1.25

/**
 * Fills the log of the feed, the largest of what a program keeps until it is full: a rule that makes all stock low and
 * one that makes none low open and end an alert of every level, again and again. @returns how many events that were
 */
export async function fillLog(ask: Ask): Promise<number> {
  const alerts = async () => {
    const { inventoryAlerts } = await ask('{ inventoryAlerts(first: 1) { totalCount } }')
    return (inventoryAlerts as { totalCount: number }).totalCount
  }
  const set = (threshold: number) =>
    ask(`mutation { setAlertRule(input: { threshold: ${threshold} }) { userErrors { message } } }`)
  await set(0)
  const before = await alerts()
  for (let events = 0; ; ) {
    await set(1_000_000)
    await set(0)
    const now = 2 * ((await alerts()) - before)
    if (now <= events) throw new Error('no stock that can be low')
    events = now
    if (events >= FULL) break
  }
  await set(10)
  return 2 * ((await alerts()) - before)
}
