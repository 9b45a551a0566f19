import type { OrderStatus } from '../../../generated/storefront/graphql.ts'
import { useWords } from '../words/use-words.ts'

const TONES: Partial<Record<OrderStatus, string>> = {
  PENDING_PAYMENT: 'warn',
  DELIVERED: 'good',
  COMPLETED: 'good',
  CANCELLED: 'bad',
  REFUNDED: 'bad',
}

export function StatusPill({ status }: { status: OrderStatus }) {
  const { t } = useWords()
  return <span className={`pill pill-${TONES[status] ?? 'info'}`}>{t(status)}</span>
}
