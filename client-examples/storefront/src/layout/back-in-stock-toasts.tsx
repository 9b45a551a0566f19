import { Link } from 'wouter'
import { useStore } from '../parts/store.ts'
import { account } from '../session/account.ts'
import '../styles/toasts.css'
import { useWords } from '../words/use-words.ts'
import { useNotices } from './use-notices.ts'

/** Tells of what is back, on whatever page one is; also of what came back while one was away. */
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
          <Link
            href={`/products/${encodeURIComponent(sku.product.id)}?sku=${sku.code}`}
            onClick={() => close(id)}
          >
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
