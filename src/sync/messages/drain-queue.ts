import type { SyncDeps } from '../deps.ts'
import { storePushes } from './receive.ts'

/**
 * Takes what waits in the platforms' own queues (Taobao TMC): stored first, confirmed after, so that a crash in
 * between brings it again, to be dropped as a repeat.
 * @returns true when a queue may hold more
 */
export async function drainQueues(deps: SyncDeps, signal: AbortSignal): Promise<boolean> {
  let more = false
  for (const [platform, { messages }] of deps.connectors) {
    if (!messages || signal.aborted) continue
    const batch = await messages.consume(signal)
    if (batch.length === 0) continue
    await storePushes(deps, platform, batch)
    await messages.confirm(
      batch.map((message) => message.id),
      signal,
    )
    more ||= batch.length >= messages.batch / 2
  }
  return more
}
