import { z } from 'zod'
import { idempotencyKey, localId, positiveQuantity } from '../domain/input-schemas.ts'
import { parseInput } from '../domain/parse-input.ts'
import type { Platform } from '../domain/platform.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import { idempotent } from '../store/idempotency.ts'
import { findSource, insertOwnPurchase, type OwnPurchase } from '../store/own-purchase.ts'
import { lockLevels } from '../store/stock-level.ts'
import { type Tx, transaction } from '../store/transaction.ts'
import type { InventoryDeps } from './deps.ts'
import { awaitPurchase } from './purchase-arrival.ts'

const Input = z.object({ id: localId, quantity: positiveQuantity.nullish(), idempotencyKey })

/** Makes a purchase with one line for a warehouse of ours, not awaited yet. @returns its id */
export type PlacePurchase = (tx: Tx, purchase: OwnPurchase) => Promise<string>

export interface ReplenishmentDeps extends InventoryDeps {
  readonly placePurchase: PlacePurchase
}

/** Wholesale first: our own stock is bought in quantity. */
const SOURCES: readonly Platform[] = ['ALIBABA_1688', 'TAOBAO', 'JD']

/** The purchase as a row that the purchasing worker takes up, from where the SKU is listed. */
export const queuePurchase: PlacePurchase = async (tx, purchase) =>
  insertOwnPurchase(tx, purchase, await findSource(tx, purchase.skuId, SOURCES), 'ALIBABA_1688')

/**
 * Turns the proposal into a purchase, whose units are incoming from now on: in one transaction, once.
 * Approving again with the same quantity changes nothing. @returns the proposal's id
 */
export function approveReplenishment(
  deps: ReplenishmentDeps,
  input: unknown,
  actor: string,
): Promise<Outcome<string>> {
  return outcome(async () => {
    const parsed = parseInput(Input, input)
    const { id, quantity: wanted } = parsed
    const approve = async (tx: Tx) => {
      const proposal = await readProposal(tx, id)
      const quantity = wanted ?? proposal.quantity
      const { skuId, warehouseId, sku } = proposal.alert
      if (!warehouseId)
        throw new Refused('INVALID_TRANSITION', ['id'], 'It names no warehouse to deliver to.')
      if (quantity < sku.minOrderQuantity)
        throw new Refused(
          'INVALID_INPUT',
          ['quantity'],
          `quantity: the supplier sells at least ${sku.minOrderQuantity} at once`,
        )
      // Lock the level before the proposal, like stock changes that withdraw proposals: no deadlock.
      await lockLevels(tx, [{ skuId, warehouseId }])
      const { count } = await tx.replenishmentProposal.updateMany({
        where: { id, status: 'PROPOSED' },
        data: { status: 'APPROVED', quantity, decidedAt: new Date(), decidedBy: actor },
      })
      if (count === 0) return decidedAlready(await readProposal(tx, id), 'APPROVED', wanted ?? null)
      const purchaseId = await deps.placePurchase(tx, { proposalId: id, warehouseId, skuId, quantity })
      await awaitPurchase(tx, deps, purchaseId, actor)
      return id
    }
    const request = { actor, operation: 'approveReplenishment', input: parsed }
    return transaction(deps.prisma, (tx) => idempotent(tx, request, () => approve(tx)))
  })
}

/** Nothing is ordered. Doing it again changes nothing. @returns the proposal's id */
export function declineReplenishment(
  { prisma }: Pick<InventoryDeps, 'prisma'>,
  id: string,
  actor: string,
): Promise<Outcome<string>> {
  return outcome(() =>
    transaction(prisma, async (tx) => {
      const { count } = await tx.replenishmentProposal.updateMany({
        where: { id, status: 'PROPOSED' },
        data: { status: 'DECLINED', decidedAt: new Date(), decidedBy: actor },
      })
      return count === 1 ? id : decidedAlready(await readProposal(tx, id), 'DECLINED', null)
    }),
  )
}

async function readProposal(tx: Tx, id: string) {
  const proposal = await tx.replenishmentProposal.findUnique({
    where: { id },
    include: {
      alert: { select: { skuId: true, warehouseId: true, sku: { select: { minOrderQuantity: true } } } },
    },
  })
  if (!proposal) throw new Refused('NOT_FOUND', ['id'], 'There is no such proposal.')
  return proposal
}

function decidedAlready(
  proposal: { id: string; status: string; quantity: number },
  wanted: 'APPROVED' | 'DECLINED',
  quantity: number | null,
): string {
  if (proposal.status === wanted && (quantity === null || quantity === proposal.quantity)) return proposal.id
  throw new Refused('INVALID_TRANSITION', ['id'], `The proposal is ${proposal.status} already.`)
}
