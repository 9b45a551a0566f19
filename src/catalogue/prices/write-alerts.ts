import { v7 } from 'uuid'
import { type Money, money } from '../../domain/money.ts'
import type { OfferAlertKind, Verdict } from '../../domain/offer-alert.ts'
import { appendToOutbox } from '../../store/outbox.ts'
import type { Tx } from '../../store/transaction.ts'
import { tellCustomers } from './tell-customers.ts'

/** Finding about a SKU, or one of its listings. */
export interface JudgedOffer {
  readonly skuId: string
  readonly listingId: string | null
  readonly kind: OfferAlertKind
  readonly verdict: Verdict
  readonly before?: Money | null
  readonly after?: Money | null
  readonly quantity?: number | null
  readonly limit?: string | null
}

/** An alert that is not over. */
export interface OpenOfferAlert {
  readonly id: string
  readonly before: Money | null
  readonly afterMinor: bigint | null
  readonly quantity: number | null
}

/** By SKU, listing and kind: see `openKey`. */
export type OpenAlerts = ReadonlyMap<string, OpenOfferAlert>

type Named = Pick<JudgedOffer, 'skuId' | 'listingId' | 'kind'>
export const openKey = ({ skuId, listingId, kind }: Named) => `${skuId} ${listingId ?? ''} ${kind}`

/** The alerts about these SKUs that are not over. */
export async function readOpenOfferAlerts(tx: Tx, skuIds: readonly string[]): Promise<OpenAlerts> {
  const rows = await tx.offerAlert.findMany({ where: { skuId: { in: [...skuIds] }, resolvedAt: null } })
  return new Map(
    rows.map((row) => [
      openKey(row),
      {
        id: row.id,
        before: row.beforeMinor === null ? null : money(row.beforeMinor, row.currency ?? undefined),
        afterMinor: row.afterMinor,
        quantity: row.quantity,
      },
    ]),
  )
}

/**
 * Opens and resolves alerts, tells the feed and the customers whose orders are concerned. An alert that is open already
 * gets the new figures and notifies nobody: the caller holds the locks of the SKUs.
 */
export async function writeOfferAlerts(
  tx: Tx,
  judged: readonly JudgedOffer[],
  open: OpenAlerts,
  now: Date,
): Promise<void> {
  const opened: (JudgedOffer & { readonly id: string })[] = []
  const ended: (JudgedOffer & { readonly id: string })[] = []
  for (const one of judged) {
    const known = open.get(openKey(one))
    if (one.verdict === 'OPEN' && !known) opened.push({ ...one, id: v7() })
    if (one.verdict === 'OPEN' && known) await refresh(tx, known, one)
    if (one.verdict === 'RESOLVE' && known) ended.push({ ...one, id: known.id })
  }
  if (opened.length > 0) await tx.offerAlert.createMany({ data: opened.map((one) => rowOf(one, now)) })
  if (ended.length > 0)
    await tx.offerAlert.updateMany({
      where: { id: { in: ended.map(({ id }) => id) } },
      data: { status: 'RESOLVED', resolvedAt: now },
    })
  const told = [
    ...opened.map((one) => ({ ...one, status: 'OPEN' as const })),
    ...ended.map((one) => ({ ...one, status: 'RESOLVED' as const })),
  ]
  await appendToOutbox(
    tx,
    told.map(({ id, kind, skuId, status }) => ({
      topic: 'offer-alert' as const,
      alertId: id,
      kind,
      status,
      skuId,
      occurredAt: now.toISOString(),
    })),
  )
  await tellCustomers(tx, opened, now)
}

function rowOf(
  { id, kind, skuId, listingId, before, after, quantity, limit }: JudgedOffer & { id: string },
  now: Date,
) {
  return {
    id,
    kind,
    skuId,
    listingId,
    beforeMinor: before?.minor ?? null,
    afterMinor: after?.minor ?? null,
    currency: after?.currency ?? before?.currency ?? null,
    quantity: quantity ?? null,
    limit: limit ?? null,
    openedAt: now,
  }
}

async function refresh(tx: Tx, known: OpenOfferAlert, { after, quantity }: JudgedOffer): Promise<void> {
  if ((after?.minor ?? null) === known.afterMinor && (quantity ?? null) === known.quantity) return
  await tx.offerAlert.update({
    where: { id: known.id },
    data: { afterMinor: after?.minor ?? null, quantity: quantity ?? null },
    select: { id: true },
  })
}
