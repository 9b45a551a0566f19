import DataLoader from 'dataloader'
import { type Channel, readSellable } from '../store/channel-buffer.ts'
import type { PrismaClient } from '../store/database.ts'

/** One per request (or delivered event): what channels may sell, in units, in one statement for all requests at once. */
export function sellableLoader(prisma: PrismaClient): DataLoader<Channel, number, string> {
  return new DataLoader((channels) => readSellable(prisma, channels), {
    cacheKeyFn: ({ platform, skuId }) => `${platform} ${skuId}`,
  })
}
