import type { Platform } from '../../domain/platform.ts'
import type { PrismaClient } from '../../store/database.ts'

/**
 * A platform says that something happened to an order we bought there: the worker looks at it next. What the
 * message says is not believed, only that there is something to read. @returns whether the order is one of ours
 */
export async function noticePurchase(
  prisma: PrismaClient,
  platform: Platform,
  externalId: string,
): Promise<boolean> {
  const { count } = await prisma.purchaseOrder.updateMany({
    where: { platform, OR: [{ externalId }, { partIds: { has: externalId } }] },
    data: { nextAttemptAt: new Date() },
  })
  return count > 0
}
