import type { Refund } from '../../connectors/marketplace.ts'
import { openRefunds } from '../../store/marketplace-refund.ts'
import type { RunContext } from '../runs/run-context.ts'
import { readWindow, type Source } from './read-windows.ts'
import { refundSource } from './refund-source.ts'

/** Age after which an undecided refund is no longer read. */
const LONGEST_MS = 180 * 86_400_000
const MOST = 5_000

/**
 * Reads refunds that are not over again by id, where the platform lists them by the time they were asked for: their
 * end would be seen in no window.
 */
export async function followRefunds(run: RunContext): Promise<void> {
  const { deps, shop, connector } = run
  const { readRefunds, supports } = connector
  if (supports.modifiedTime.refunds || !readRefunds) return
  const ids = await openRefunds(deps.prisma, shop.shopId, new Date(deps.now().getTime() - LONGEST_MS), MOST)
  if (ids.length === 0) return
  const source = refundSource(run)
  const byId: Source<Refund> = {
    ...source,
    async *read(_window, signal) {
      for await (const { refunds, unreadable } of readRefunds(shop, ids, signal))
        yield { records: refunds, unreadable, readAt: deps.now() }
    },
  }
  await readWindow(run, byId, { window: null, cursor: null, progress: null })
}
