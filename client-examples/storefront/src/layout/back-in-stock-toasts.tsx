import { Link } from 'wouter'
import { useStore } from '../../../shared-web/store/store.ts'
import { productAddress } from '../product/address.ts'
import { account } from '../session/account.ts'
import '../styles/toasts.css'
import { useWords } from '../words/use-words.ts'
import { useNotices } from './use-notices.ts'

/** Shows SKUs that are back, on every page; also those that came back while the user was away. */
export default function BackInStockToasts() {
  const subject = useStore(account)
  return subject === null ? null : <Toasts key={subject} subject={subject} />
}

function Toasts({ subject }: { subject: string }) {
  const { t } = useWords()
  const [notices, close] = useNotices(subject)
  return (
    <div className="toasts" role="status">
      {notices.map(({ id, sku }) => (
        <div key={id} className="toast">
          <span>{t('isBack', { title: sku.title })}</span>
          <Link href={productAddress(sku.product, sku.code)} onClick={() => close(id)}>
            {t('look')}
          </Link>
          <button type="button" className="quiet" aria-label={t('close')} onClick={() => close(id)}>
            ×
          </button>
        </div>
      ))}
    </div>
  )
}
