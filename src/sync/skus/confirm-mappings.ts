import { v7 } from 'uuid'
import { z } from 'zod'
import { parseInput } from '../../domain/parse-input.ts'
import type { Platform } from '../../domain/platform.ts'
import { type Outcome, outcome, Refused } from '../../domain/user-error.ts'
import { storeMessages } from '../../store/inbound-message.ts'
import { matchListings, ordersWaitingFor, unambiguous } from '../../store/sku-mapping.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { SyncDeps } from '../deps.ts'
import type { StoredPush } from '../messages/receive.ts'
import { enqueuePushes } from '../outbound/enqueue-pushes.ts'

export const MOST_MAPPINGS = 1_000

const Input = z
  .object({
    mappings: z
      .array(z.object({ listingId: z.string().min(1), skuId: z.string().min(1).nullish() }))
      .max(MOST_MAPPINGS, `takes at most ${MOST_MAPPINGS} at once`)
      .nullish(),
    suggestionsOf: z.string().min(1).nullish(),
    by: z
      .array(z.enum(['CODE', 'BARCODE']))
      .min(1)
      .nullish(),
  })
  .refine(
    ({ mappings, suggestionsOf }) => (mappings == null) !== (suggestionsOf == null),
    'give either mappings, or the shop whose suggestions are all confirmed',
  )

interface Match {
  readonly listingId: string
  readonly skuId: string | null
}

/**
 * Confirms which of our SKUs listings are, in bulk: those named (without a SKU: with none), or all of a shop that one
 * SKU, and only one, is suggested for. Their stock is pushed, and orders that waited for them hold theirs.
 * @returns the ids of the listings that are matched otherwise now
 */
export function confirmSkuMappings(deps: SyncDeps, input: unknown): Promise<Outcome<string[]>> {
  return outcome(async () => {
    const { mappings, suggestionsOf, by } = parseInput(Input, input)
    if (mappings) {
      const matches = mappings.map(({ listingId, skuId }) => ({ listingId, skuId: skuId ?? null }))
      return applyMatches(deps, matches)
    }
    const shopId = suggestionsOf ?? ''
    if (!(await deps.prisma.shop.findUnique({ where: { id: shopId }, select: { id: true } })))
      throw new Refused('NOT_FOUND', ['suggestionsOf'], 'There is no such shop.')
    const done: string[] = []
    for (;;) {
      const some = await unambiguous(deps.prisma, shopId, by ?? ['CODE', 'BARCODE'], MOST_MAPPINGS)
      if (some.length === 0) return done
      done.push(...(await applyMatches(deps, some)))
    }
  })
}

/** @throws Refused that names every listing or SKU that is none */
export async function applyMatches(deps: SyncDeps, matches: readonly Match[]): Promise<string[]> {
  const changed = await transaction(deps.prisma, async (tx) => {
    await refuseUnknown(tx, matches)
    const ids = await matchListings(tx, matches)
    const waiting = await ordersWaitingFor(tx, ids)
    // Read again like after any message: then their lines find the SKU, and its stock.
    for (const { platform, externalId, externalShopId } of waiting) {
      const payload: StoredPush = {
        about: 'order',
        externalShopId,
        orderId: externalId,
        offerId: null,
        refundId: null,
        sentAt: null,
      }
      await storeMessages(tx, platform, [{ messageId: `sku-mapping:${v7()}`, kind: 'sku-mapping', payload }])
    }
    return { ids, platforms: new Set(waiting.map((one) => one.platform as Platform)) }
  })
  for (const platform of changed.platforms) await deps.jobs.enqueue('inbox', platform)
  await enqueuePushes(deps)
  return changed.ids
}

async function refuseUnknown(tx: Tx, matches: readonly Match[]): Promise<void> {
  const listings = await tx.listing.findMany({
    where: { id: { in: matches.map((one) => one.listingId) } },
    select: { id: true },
  })
  const skuIds = matches.flatMap((one) => one.skuId ?? [])
  const skus = await tx.sku.findMany({ where: { id: { in: skuIds } }, select: { id: true } })
  const known = new Set([...listings, ...skus].map((row) => row.id))
  const errors = matches.flatMap(({ listingId, skuId }, index) => {
    const error = (field: string, message: string) => ({
      code: 'NOT_FOUND' as const,
      field: ['mappings', String(index), field],
      message,
    })
    return [
      ...(known.has(listingId) ? [] : [error('listingId', 'There is no such listing.')]),
      ...(skuId === null || known.has(skuId) ? [] : [error('skuId', 'There is no such SKU.')]),
    ]
  })
  if (errors.length > 0) throw new Refused(errors)
}
