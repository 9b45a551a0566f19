import { useState } from 'react'
import { useMutation } from 'urql'
import {
  CancelOrderDocument,
  ConfirmDeliveryDocument,
  type OrderWholeFragment,
} from '../../../generated/storefront/graphql.ts'
import { useWords } from '../words/use-words.ts'
import { payAddress } from './pay-address.ts'

/** Actions of the customer: pay, cancel, confirm delivery. */
export function OrderActions({ order: { id, number, status, paymentUrl } }: { order: OrderWholeFragment }) {
  const { t, locale } = useWords()
  // One attempt for the page: when its answer is lost, pressing the button again is the same one.
  const [idempotencyKey] = useState(() => crypto.randomUUID())
  const [cancelled, cancel] = useMutation(CancelOrderDocument)
  const [confirmed, confirm] = useMutation(ConfirmDeliveryDocument)
  const refusal =
    cancelled.data?.cancelOrder?.userErrors[0]?.message ??
    confirmed.data?.confirmDelivery?.userErrors[0]?.message
  const failed = cancelled.error ?? confirmed.error
  return (
    <div className="order-actions">
      {paymentUrl && (
        <a className="button primary" href={payAddress(paymentUrl, number)}>
          {t('payNow')}
        </a>
      )}
      {status === 'DELIVERED' && (
        <button type="button" className="primary" onClick={() => confirm({ id, locale })}>
          {t('received')}
        </button>
      )}
      {(status === 'PENDING_PAYMENT' || status === 'PAID') && (
        <button
          type="button"
          className="quiet"
          onClick={() => cancel({ input: { id, reason: 'by the customer', idempotencyKey }, locale })}
        >
          {t('cancel')}
        </button>
      )}
      {(refusal || failed) && <p role="alert">{refusal ?? t('problemNetwork')}</p>}
    </div>
  )
}
