import type { PurchaseAddress, PurchasingConnector, ShopCredentials } from '../../connectors/purchasing.ts'
import type { Platform } from '../../domain/platform.ts'
import type { PrismaClient } from '../../store/database.ts'
import type { Tx } from '../../store/transaction.ts'

/** Who buys, and through which API. */
export interface BuyerAccount {
  readonly connector: PurchasingConnector
  readonly shop: ShopCredentials
}

/** What becomes of goods that are bought for our own stock: told in the transaction that says so. */
export interface OwnStock {
  arrived(tx: Tx, purchaseOrderId: string, actor: string): Promise<unknown>
  calledOff(tx: Tx, purchaseOrderId: string, actor: string): Promise<unknown>
  /** It was called off, and comes after all. */
  revived(tx: Tx, purchaseOrderId: string, actor: string): Promise<unknown>
}

/** What the purchase worker works with; put together in wiring/purchasing.ts. */
export interface PurchaseDeps {
  readonly prisma: PrismaClient
  /** The account to buy with on a platform; a string says in words why there is none. */
  readonly accountOf: (platform: Platform) => Promise<BuyerAccount | string>
  /** Where sellers send it; null when nobody has said so. */
  readonly hub: PurchaseAddress | null
  /** How long one worker keeps a purchase. Longer than any call to a platform takes with its retries. */
  readonly leaseMs: number
  /** Rest between two looks at a purchase that is under way. */
  readonly followEveryMs: number
  readonly ownStock: OwnStock
  /** Something that nobody expected; the purchase is tried again. */
  readonly onError: (error: unknown, purchaseId: string) => void
}
