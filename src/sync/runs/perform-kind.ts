import { offerSource, sweepSource } from '../inbound/offer-source.ts'
import { orderSource } from '../inbound/order-source.ts'
import { readShop } from '../inbound/read-shop.ts'
import { readWindow } from '../inbound/read-windows.ts'
import { refundSource } from '../inbound/refund-source.ts'
import type { RunContext } from './run-context.ts'

/** What a run of each kind does. */
export async function performKind(run: RunContext): Promise<void> {
  switch (run.kind) {
    case 'PRODUCTS':
      return readShop(run, offerSource(run, null))
    case 'ORDERS':
      return readShop(run, orderSource(run, null))
    case 'REFUNDS':
      return readShop(run, refundSource(run))
    case 'STOCK':
      return sweep(run)
    default:
      return
  }
}

function sweep(run: RunContext): Promise<void> {
  const source = sweepSource(run, null, () => {})
  return readWindow(run, source, { window: null, cursor: null, progress: 1 })
}
