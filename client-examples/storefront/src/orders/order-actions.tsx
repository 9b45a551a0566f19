import { useMutation } from 'urql'
import {
  CancelOrderDocument,
  ConfirmDeliveryDocument,
  type OrderWholeFragment,
} from '../../../generated/storefront/graphql.ts'
import { useWords } from '../words/use-words.ts'
import { payAddress } from './pay-address.ts'

/** What the customer can do now: pay, call it off, say that it arrived. */
export function OrderActions({ order: { id, number, status, paymentUrl } }: { order: OrderWholeFragment }) {
  const { t, locale } = useWords()
  const [cancelled, cancel] = useMutation(CancelOrderDocument)
  const [confirmed, confirm] = useMutation(ConfirmDeliveryDocument)
  const refusal =
    cancelled.data?.cancelOrder.userErrors[0]?.message ??
    confirmed.data?.confirmDelivery.userErrors[0]?.message
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
          onClick={() => cancel({ id, reason: 'by the customer', locale })}
        >
          {t('cancel')}
        </button>
      )}
      {(refusal || failed) && <p role="alert">{refusal ?? t('problemNetwork')}</p>}
    </div>
  )
}
