import type { PurchaseAddress, PurchasingConnector, ShopCredentials } from '../../connectors/purchasing.ts'
import type { Platform } from '../../domain/platform.ts'
import type { PrismaClient } from '../../store/database.ts'
import type { Tx } from '../../store/transaction.ts'

/** Who buys, and through which API. */
export interface BuyerAccount {
  readonly connector: PurchasingConnector
  readonly shop: ShopCredentials
}

/** Handles news of goods bought for our own stock, in the transaction that brings it. */
export interface OwnStock {
  arrived(tx: Tx, purchaseOrderId: string, actor: string): Promise<unknown>
  calledOff(tx: Tx, purchaseOrderId: string, actor: string): Promise<unknown>
  /** It was cancelled, but comes after all. */
  revived(tx: Tx, purchaseOrderId: string, actor: string): Promise<unknown>
}

/** Dependencies of the purchase worker; built in wiring/purchasing.ts. */
export interface PurchaseDeps {
  readonly prisma: PrismaClient
  /** The account to buy with on a platform; a string says why there is none. */
  readonly accountOf: (platform: Platform) => Promise<BuyerAccount | string>
  /** Where sellers send it; null when none is set. */
  readonly hub: PurchaseAddress | null
  /** How long one worker keeps a purchase. Longer than any call to a platform takes with its retries. */
  readonly leaseMs: number
  /** Rest between two looks at a purchase that is under way. */
  readonly followEveryMs: number
  readonly ownStock: OwnStock
  /** An unexpected error; the purchase is tried again. */
  readonly onError: (error: unknown, purchaseId: string) => void
}
