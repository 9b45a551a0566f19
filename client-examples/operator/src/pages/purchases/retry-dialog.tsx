import { useState } from 'react'
import { refusalOf, useAction } from '../../gateway/use-action.ts'
import { useAttemptKey } from '../../gateway/use-attempt-key.ts'
import { graphql } from '../../graph.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import type { PurchaseDialogProps } from './bought-dialog.tsx'

const RETRY_PURCHASE = graphql(`
  mutation RetryPurchase($input: RetryPurchaseInput!) {
    retryPurchase(input: $input) {
      order { id status }
      userErrors { code field message }
    }
  }
`)

export function RetryDialog({ purchaseOrderId, about, onClose, onDone }: PurchaseDialogProps) {
  const [percent, setPercent] = useState('0')
  const { run, busy, refusals } = useAction(RETRY_PURCHASE)
  const [idempotencyKey] = useAttemptKey()
  const send = async () => {
    const input = { purchaseOrderId, acceptMorePercent: Number(percent || 0), idempotencyKey }
    if (!(await run({ input }, `The purchase for ${about} is tried again.`))) return
    onDone()
    onClose()
  }
  return (
    <Dialog
      title={`Try again for ${about}`}
      submit="Try again"
      busy={busy}
      onClose={onClose}
      onSubmit={() => void send()}
    >
      <TextInput
        label="Accept a higher price, percent"
        type="number"
        value={percent}
        onChange={setPercent}
        error={refusalOf(refusals, 'acceptMorePercent')}
        hint="So much more than expected the goods may cost, 0 to 100."
      />
    </Dialog>
  )
}
