import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { BoughtDialog } from './bought-dialog.tsx'
import type { Purchase } from './purchase-table.tsx'
import { RetryDialog } from './retry-dialog.tsx'

/** Actions for a waiting purchase: mark it bought, or retry it. */
export function PurchaseActions({ purchase, onChange }: { purchase: Purchase; onChange: () => void }) {
  const [doing, setDoing] = useState<'bought' | 'retry' | null>(null)
  const { id, order, status } = purchase
  if (status !== 'AWAITING_MANUAL_PURCHASE' && status !== 'FAILED') return null
  const about = order?.number ?? 'our stock'
  const close = () => setDoing(null)
  return (
    <span className="row">
      <Button aria-label={`Bought for ${about}`} onClick={() => setDoing('bought')}>
        Bought
      </Button>
      <Button look="quiet" aria-label={`Try again for ${about}`} onClick={() => setDoing('retry')}>
        Try again
      </Button>
      {doing === 'bought' && (
        <BoughtDialog purchaseOrderId={id} about={about} onClose={close} onDone={onChange} />
      )}
      {doing === 'retry' && (
        <RetryDialog purchaseOrderId={id} about={about} onClose={close} onDone={onChange} />
      )}
    </span>
  )
}
