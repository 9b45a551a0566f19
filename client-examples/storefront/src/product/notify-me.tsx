import { useMutation, useQuery } from 'urql'
import { Link } from 'wouter'
import { NotifyWhenBackDocument, WaitingDocument } from '../../../generated/storefront/graphql.ts'
import { useStore } from '../../../shared-web/store/store.ts'
import { account } from '../session/account.ts'
import { useWords } from '../words/use-words.ts'

/** "Tell me when it is back": asked once, told once (back-in-stock-toasts.tsx). */
export function NotifyMe({ skuId }: { skuId: string }) {
  const { t } = useWords()
  const subject = useStore(account)
  const [{ data }] = useQuery({ query: WaitingDocument, pause: subject === null })
  const [{ fetching, error, data: answer }, ask] = useMutation(NotifyWhenBackDocument)
  if (subject === null)
    return (
      <p className="buy-box">
        <Link
          className="button"
          href={`/sign-in?then=${encodeURIComponent(location.pathname + location.search)}`}
        >
          {t('notifySignIn')}
        </Link>
      </p>
    )
  const waits = data?.backInStockRequests?.nodes.some(({ sku }) => sku.id === skuId)
  const refusal = answer?.notifyWhenBack?.userErrors[0]?.message
  return (
    <div className="buy-box">
      {waits ? (
        <p role="status" className="promise">
          {t('notifyWaiting')}
        </p>
      ) : (
        <button type="button" className="primary" aria-disabled={fetching} onClick={() => ask({ skuId })}>
          {t('notify')}
        </button>
      )}
      {(error || refusal) && <p role="alert">{refusal ?? t('problemNetwork')}</p>}
    </div>
  )
}
