import type { InventoryUseCases } from '../../schema/context.ts'
import { type DeliveryChannels, evaluateAlerts } from '../alerts/evaluate.ts'
import type { Config } from '../config/index.ts'
import { adjustStock } from '../inventory/adjust-stock.ts'
import {
  approveReplenishment,
  declineReplenishment,
  queuePurchase,
} from '../inventory/approve-replenishment.ts'
import { cancelTransfer, receiveTransfer } from '../inventory/close-transfer.ts'
import type { InventoryDeps } from '../inventory/deps.ts'
import { dispatchTransfer } from '../inventory/dispatch-transfer.ts'
import { awaitPurchase, dropIncoming, receivePurchase } from '../inventory/purchase-arrival.ts'
import { recordArrival } from '../inventory/record-arrival.ts'
import { recordStocktake } from '../inventory/record-stocktake.ts'
import { releaseExpired } from '../inventory/release.ts'
import { setChannelBuffer } from '../inventory/set-channel-buffer.ts'
import { setSafetyStock } from '../inventory/set-safety-stock.ts'
import { transferStock } from '../inventory/transfer-stock.ts'
import type { Logger } from '../server/logger.ts'
import type { PrismaClient } from '../store/database.ts'
import type { Tx } from '../store/transaction.ts'
import type { Lifetime } from './lifetime.ts'

/** Reservations released in one transaction. */
const EXPIRY_BATCH = 100
const EXPIRY_REST_MS = 5_000

export interface InventoryParts {
  /** For use cases of others that change stock in their own transaction. */
  readonly deps: InventoryDeps
  readonly inventory: InventoryUseCases
  /** Purchases for our own stock; those for an order pass without effect. In the transaction that says so. */
  readonly purchases: {
    /** All that is awaited of it is on hand. */
    arrived(tx: Tx, purchaseOrderId: string, actor: string): Promise<unknown>
    /** It will not come. */
    calledOff(tx: Tx, purchaseOrderId: string, actor: string): Promise<unknown>
    /** It is tried again after it was cancelled. */
    revived(tx: Tx, purchaseOrderId: string, actor: string): Promise<unknown>
  }
}

/** Stock whose changes open and end alerts: use cases for resolvers, and functions for modules that change stock. */
export function inventoryOf(prisma: PrismaClient, channels: DeliveryChannels): InventoryParts {
  const deps: InventoryDeps = {
    prisma,
    onLevelsChanged: (tx, levels) =>
      evaluateAlerts(
        tx,
        levels.map((level) => level.id),
        channels,
      ),
  }
  const replenishing = { ...deps, placePurchase: queuePurchase }
  return {
    deps,
    purchases: {
      arrived: (tx, id, actor) => receivePurchase(tx, deps, id, { actor }),
      calledOff: (tx, id, actor) => dropIncoming(tx, deps, id, actor),
      revived: (tx, id, actor) => awaitPurchase(tx, deps, id, actor),
    },
    inventory: {
      adjustStock: (input, actor) => adjustStock(deps, input, actor),
      transferStock: (input, actor) => transferStock(deps, input, actor),
      recordStocktake: (input, actor) => recordStocktake(deps, input, actor),
      setSafetyStock: (input, actor) => setSafetyStock(deps, input, actor),
      dispatchTransfer: (input, actor) => dispatchTransfer(deps, input, actor),
      receiveTransfer: (input, actor) => receiveTransfer(deps, input, actor),
      cancelTransfer: (input, actor) => cancelTransfer(deps, input, actor),
      setChannelBuffer: (input, actor) => setChannelBuffer(prisma, input, actor),
      approveReplenishment: (input, actor) => approveReplenishment(replenishing, input, actor),
      declineReplenishment: (id, actor) => declineReplenishment(deps, id, actor),
      receivePurchase: (input, actor) => recordArrival(deps, input, actor),
    },
  }
}

/** The inventory's periodic work, unless this process is only a gateway. */
export function startInventoryJobs({ role }: Config, { deps }: InventoryParts, log: Logger, life: Lifetime) {
  if (role === 'gateway') return
  life.every({
    name: 'expired reservations',
    everyMs: EXPIRY_REST_MS,
    run: async () => (await releaseExpired(deps, EXPIRY_BATCH)) === EXPIRY_BATCH,
    log,
  })
}
