import { v7 } from 'uuid'
import type { OrderStatus } from '../domain/order-state.ts'
import type { Tx } from './transaction.ts'

/** A row of an order's history. */
export interface OrderStep {
  readonly orderId: string
  /** Null for the first one. Equal to `to`: the state did not change. */
  readonly from: OrderStatus | null
  readonly to: OrderStatus
  readonly note: string
  /** Text for the customer; null: nothing. */
  readonly customerNote: string | null
  readonly actor: string
  /** Subject of the news, if its states may alternate; null: the order itself. */
  readonly about: string | null
  readonly at: Date
}

/**
 * Writes a row of the history under the order's lock. One without a change of state that repeats what is there is
 * not written: of the order itself any equal row counts, of a parcel or a refund only the last one about it.
 * @returns whether it was written
 */
export async function writeStep(tx: Tx, step: OrderStep): Promise<boolean> {
  const { orderId, from, to, note, customerNote, actor, about, at } = step
  if (from !== to) {
    await tx.orderEvent.create({ data: { id: v7(), ...step }, select: { id: true } })
    return true
  }
  const written = await tx.$executeRaw`
    INSERT INTO order_event (id, order_id, at, from_status, to_status, note, customer_note, actor, about)
    SELECT ${v7()}, ${orderId}, ${at}::timestamptz, ${from}::"OrderStatus", ${to}::"OrderStatus", ${note}, ${customerNote}, ${actor}, ${about}
    WHERE NOT EXISTS (
      SELECT 1 FROM (
        SELECT from_status, to_status, note, actor FROM order_event
        WHERE order_id = ${orderId} AND about IS NOT DISTINCT FROM ${about}
        ORDER BY at DESC, id DESC LIMIT ${about === null ? null : 1}
      ) known
      WHERE known.from_status = known.to_status AND known.to_status = ${to}::"OrderStatus"
        AND known.note = ${note} AND known.actor = ${actor}
    )`
  return written > 0
}
