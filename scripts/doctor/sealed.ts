import type { PrismaClient } from '../../src/store/database.ts'
import { countSealed, SEALED_COLUMNS } from '../../src/store/sealed-columns.ts'
import { type Finding, ok, warning, wrong } from './finding.ts'

/** Checks that the present keys open all sealed values. */
export async function checkSealed(prisma: PrismaClient, keys: readonly Buffer[]): Promise<Finding> {
  const name = 'encrypted values'
  const sum = { current: 0, old: 0, unknown: 0 }
  for (const column of SEALED_COLUMNS) {
    const counts = await countSealed(prisma, column, keys)
    for (const key of ['current', 'old', 'unknown'] as const) sum[key] += counts[key]
  }
  if (sum.unknown > 0)
    return wrong(
      name,
      `${sum.unknown} of ${sum.current + sum.old + sum.unknown} were sealed with a key that is not among ENCRYPTION_KEY`,
      'add that key behind the present one, then npm run rotate:keys',
    )
  if (sum.old > 0)
    return warning(
      name,
      `${sum.old} still need an older key`,
      'npm run rotate:keys, then leave the older keys out',
    )
  return ok(name, `${sum.current}, all sealed with the first key`)
}
