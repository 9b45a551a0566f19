import type { Platform } from '../domain/platform.ts'
import { NeedsAuthorization, Rejected } from '../domain/upstream-error.ts'
import type { ShopCredentials } from './credentials.ts'
import type { Item, ItemSource, ReadOptions } from './item-source.ts'

/** A source that reads items of one platform with a buying account of ours. */
export interface AccountItems {
  readonly name: string
  readonly platform: Platform
  readonly account: () => Promise<ShopCredentials | null>
  /** In words, for operators. */
  readonly noAccount: string
  /** Null: the platform does not sell such an item. @throws UpstreamError; a refusal means that there is none */
  readonly read: (shop: ShopCredentials, externalId: string, options: ReadOptions) => Promise<Item | null>
}

export function accountItems({ name, platform, account, noAccount, read }: AccountItems): ItemSource {
  return {
    name,
    role: 'ACCOUNT',
    platforms: [platform],
    async readItem(_platform, externalId, options = {}) {
      const shop = await account()
      if (!shop) throw new NeedsAuthorization({ upstream: platform, message: noAccount })
      try {
        return await read(shop, externalId, options)
      } catch (error) {
        if (error instanceof Rejected) return null
        throw error
      }
    },
  }
}
