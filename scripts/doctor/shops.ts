import type { PrismaClient } from '../../src/store/database.ts'
import { type Finding, ok, warning, wrong } from './finding.ts'

const DAY_MS = 24 * 3_600_000
/** Its owner has to agree again: days are needed for that. */
const AHEAD_MS = 7 * DAY_MS

/** Shops whose permission has ended, or ends soon and is not prolonged by a refresh. */
export async function checkShops(prisma: PrismaClient, now: Date): Promise<Finding[]> {
  const shops = await prisma.shop.findMany({ where: { status: { not: 'UNLINKED' } }, orderBy: { id: 'asc' } })
  const findings = shops.flatMap((shop) => {
    const name = `shop ${shop.platform} ${shop.name}`
    const relink = 'its owner has to agree again: the operator links it with beginShopLink'
    if (shop.status === 'NEEDS_AUTHORIZATION')
      return [
        wrong(name, `not linked any more: ${shop.statusReason ?? 'the platform refused its token'}`, relink),
      ]
    if (shop.status === 'SUSPENDED')
      return [warning(name, `suspended: ${shop.statusReason ?? 'no reason was given'}`, 'ask the platform')]
    const endsAt = shop.refreshToken ? shop.refreshExpiresAt : shop.tokenExpiresAt
    if (!endsAt || endsAt.getTime() > now.getTime() + AHEAD_MS) return overdue(shop, name, now)
    const days = Math.max(0, Math.floor((endsAt.getTime() - now.getTime()) / DAY_MS))
    return endsAt <= now
      ? [wrong(name, `its permission ended at ${endsAt.toISOString()}`, relink)]
      : [warning(name, `its permission ends in ${days} days, and no refresh prolongs it`, relink)]
  })
  const fine = shops.length - findings.length
  return [
    ...(fine > 0 || shops.length === 0 ? [ok('shops', `${fine} linked, none about to end`)] : []),
    ...findings,
  ]
}

/** A worker refreshes tokens ahead of their end: one that is over although it could be refreshed shows that none runs. */
function overdue(
  { tokenExpiresAt }: { readonly tokenExpiresAt: Date | null },
  name: string,
  now: Date,
): Finding[] {
  if (!tokenExpiresAt || tokenExpiresAt > now) return []
  const detail = `its token ended at ${tokenExpiresAt.toISOString()} and was not refreshed`
  return [warning(name, detail, 'start a worker (ROLE=worker or all): it refreshes tokens')]
}
