import { type OrderStatus, stateAfter } from '../domain/order-state.ts'
import { type LockedOrder, writeStatus } from '../store/order.ts'
import { type OrderStep, writeStep } from '../store/order-event.ts'
import { followOrder } from '../store/order-line.ts'
import { appendToOutbox } from '../store/outbox.ts'
import type { Tx } from '../store/transaction.ts'

/**
 * Text of the history, without personal data: analysts read it. A plain string is internal;
 * customers read only what is written for them.
 */
export type Note = string | { readonly operators: string; readonly customer: string }

/** Words that say nothing but what the customer may know. */
export const forAll = (text: string): Note => ({ operators: text, customer: text })

/** Something happened to an order. */
export interface News {
  /** The state it would lead to; absent when it is only recorded. */
  readonly to?: OrderStatus
  readonly note: Note
  /** Role and subject, or the job. */
  readonly actor: string
  /**
   * Subject of the news, for example `parcel:<number>`, if its states may alternate: then only a repetition of its
   * last news counts as one. Absent: any earlier news in this state is one.
   */
  readonly about?: string
}

/**
 * The only way an order changes its state: a step that the table forbids is recorded with equal states and
 * moves nothing. One history row and one event for subscribers, in the caller's transaction. News without a step that
 * repeats what the history has adds no row; subscribers still get an event, because data of the order may be new.
 * @param order read by `lockOrder` in this transaction
 * @returns the order as it is now
 */
export async function moveOrder(tx: Tx, order: LockedOrder, news: News): Promise<LockedOrder> {
  const { id, status: from, customerId } = order
  const to = news.to ? stateAfter(from, news.to) : from
  const at = await writeStatus(tx, id, to)
  if (to !== from) await followOrder(tx, id, to)
  const late = news.to !== undefined && to !== news.to
  const note = late ? `${wordsOf(news.note).operators} (told late: the order stays as it is)` : news.note
  const about = news.about ?? null
  await record(tx, { orderId: id, customerId, from, to, note, actor: news.actor, about, at })
  return { ...order, status: to }
}

/** The first step of a new order, which nobody else can see yet. */
export function recordPlaced(
  tx: Tx,
  order: { readonly id: string; readonly status: OrderStatus; readonly customerId: string | null },
  { note, actor, at }: { note: Note; actor: string; at: Date },
): Promise<void> {
  const { id, status, customerId } = order
  return record(tx, { orderId: id, customerId, from: null, to: status, note, actor, about: null, at })
}

async function record(
  tx: Tx,
  {
    customerId,
    note,
    ...step
  }: Omit<OrderStep, 'note' | 'customerNote'> & {
    readonly customerId: string | null
    readonly note: Note
  },
): Promise<void> {
  const { operators, customer } = wordsOf(note)
  await writeStep(tx, { ...step, note: operators, customerNote: customer })
  const { orderId, from, to, at } = step
  await appendToOutbox(tx, [{ topic: 'order', orderId, customerId, from, to, occurredAt: at.toISOString() }])
}

function wordsOf(note: Note): { operators: string; customer: string | null } {
  return typeof note === 'string' ? { operators: note, customer: null } : note
}
