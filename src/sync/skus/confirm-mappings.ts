import { v7 } from 'uuid'
import { z } from 'zod'
import { exactlyOne } from '../../domain/input-schemas.ts'
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
  .check(exactlyOne('mappings', 'suggestionsOf'))

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

/** Time for all matches of one import, in ms. */
const TIMEOUT_MS = 120_000

/**
 * Applies any number of matches in one transaction.
 * @throws Refused that names every unknown listing or SKU, and each that is matched twice in different ways
 */
export async function applyMatches(deps: SyncDeps, matches: readonly Match[]): Promise<string[]> {
  refuseContradictions(matches)
  // Listings are locked in one order over all parts.
  const sorted = matches.toSorted((a, b) => (a.listingId < b.listingId ? -1 : 1))
  const ids: string[] = []
  const platforms = new Set<Platform>()
  const work = async (tx: Tx) => {
    ids.length = 0
    platforms.clear()
    await refuseUnknown(tx, matches)
    for (let start = 0; start < sorted.length; start += MOST_MAPPINGS) {
      const changed = await matchListings(tx, sorted.slice(start, start + MOST_MAPPINGS))
      ids.push(...changed)
      for (const platform of await askForWaiting(tx, changed)) platforms.add(platform)
    }
  }
  await transaction(deps.prisma, work, { timeout: TIMEOUT_MS })
  for (const platform of platforms) await deps.jobs.enqueue('inbox', platform)
  await enqueuePushes(deps)
  return ids
}

/** Orders that waited for these listings are read again like after any message: then their lines find SKU and stock. */
async function askForWaiting(tx: Tx, listingIds: readonly string[]): Promise<Platform[]> {
  const waiting = await ordersWaitingFor(tx, listingIds)
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
  return waiting.map((one) => one.platform as Platform)
}

function refuseContradictions(matches: readonly Match[]): void {
  const first = new Map<string, number>()
  const errors = matches.flatMap(({ listingId, skuId }, index) => {
    const earlier = first.get(listingId)
    if (earlier === undefined) first.set(listingId, index)
    if (earlier === undefined || matches[earlier]?.skuId === skuId) return []
    return {
      code: 'INVALID_INPUT' as const,
      field: ['mappings', String(index), 'listingId'],
      message: `The listing is matched otherwise in mappings.${earlier}.`,
    }
  })
  if (errors.length > 0) throw new Refused(errors)
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
