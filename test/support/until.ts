import { setTimeout as delay } from 'node:timers/promises'

/**
 * Waits until the condition gives something truthy, and gives that back: tests wait for what they mean
 * and never for a time. @throws when the deadline passes, naming what was waited for
 */
export async function until<T>(
  condition: () => T | Promise<T>,
  what = 'the condition',
  deadlineMs = 15_000,
): Promise<Exclude<T, null | undefined | false | 0 | ''>> {
  const end = performance.now() + deadlineMs
  for (;;) {
    const value = await condition()
    if (value) return value as Exclude<T, null | undefined | false | 0 | ''>
    if (performance.now() > end) throw new Error(`waited ${deadlineMs} ms in vain for ${what}`)
    await delay(5)
  }
}
