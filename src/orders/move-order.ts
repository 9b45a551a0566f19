import { v7 } from 'uuid'
import { type OrderStatus, stateAfter } from '../domain/order-state.ts'
import { type LockedOrder, writeStatus } from '../store/order.ts'
import { appendToOutbox } from '../store/outbox.ts'
import type { Tx } from '../store/transaction.ts'

/** Something happened to an order. */
export interface News {
  /** The state it would lead to; absent when it only has to be remembered. */
  readonly to?: OrderStatus
  /** In words, for the history. No personal data: customers and analysts read it. */
  readonly note: string
  /** Role and subject, or the job. */
  readonly actor: string
}

/**
 * The only way an order changes its state: what the table does not allow is recorded with equal states and
 * moves nothing. One history row and one event for subscribers, in the caller's transaction.
 * @param order read by `lockOrder` in this transaction
 * @returns the order as it is now
 */
export async function moveOrder(tx: Tx, order: LockedOrder, news: News): Promise<LockedOrder> {
  const { id, status: from, customerId } = order
  const to = news.to ? stateAfter(from, news.to) : from
  const at = await writeStatus(tx, id, to)
  const late = news.to !== undefined && to !== news.to
  const note = late ? `${news.note} (told late: the order stays as it is)` : news.note
  await record(tx, { orderId: id, customerId, from, to, note, actor: news.actor, at })
  return { ...order, status: to }
}

/** The first step of a new order, which nobody else can see yet. */
export function recordPlaced(
  tx: Tx,
  order: { readonly id: string; readonly status: OrderStatus; readonly customerId: string | null },
  { note, actor, at }: { note: string; actor: string; at: Date },
): Promise<void> {
  const { id, status, customerId } = order
  return record(tx, { orderId: id, customerId, from: null, to: status, note, actor, at })
}

interface Step {
  readonly orderId: string
  readonly customerId: string | null
  readonly from: OrderStatus | null
  readonly to: OrderStatus
  readonly note: string
  readonly actor: string
  readonly at: Date
}

async function record(tx: Tx, { customerId, ...step }: Step): Promise<void> {
  await tx.orderEvent.create({ data: { id: v7(), ...step }, select: { id: true } })
  const { orderId, from, to, at } = step
  await appendToOutbox(tx, [{ topic: 'order', orderId, customerId, from, to, occurredAt: at.toISOString() }])
}
