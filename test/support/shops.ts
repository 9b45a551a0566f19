import { v7 } from 'uuid'
import type { Platform } from '../../src/domain/platform.ts'
import type { PrismaClient } from '../../src/store/database.ts'

/** A shop without tokens, unless columns say otherwise; a new one each time. */
export async function makeShop(
  prisma: PrismaClient,
  columns: { platform?: Platform; status?: 'LINKED' | 'NEEDS_AUTHORIZATION' | 'UNLINKED' } = {},
): Promise<string> {
  const externalShopId = `account-${v7()}`
  const shop = await prisma.shop.create({
    data: { platform: 'TAOBAO', externalShopId, name: `Shop ${externalShopId}`, ...columns },
  })
  return shop.id
}
