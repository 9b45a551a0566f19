import { useState } from 'react'
import { refusalOf, useAction } from '../../gateway/use-action.ts'
import { useAttemptKey } from '../../gateway/use-attempt-key.ts'
import { graphql } from '../../graph.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/inputs.tsx'

const BOUGHT = graphql(`
  mutation Bought($input: CompleteManualPurchaseInput!) {
    completeManualPurchase(input: $input) {
      order { id status }
      userErrors { code field message }
    }
  }
`)

export interface PurchaseDialogProps {
  readonly purchaseOrderId: string
  readonly about: string
  readonly onClose: () => void
  readonly onDone: () => void
}

export function BoughtDialog({ purchaseOrderId, about, onClose, onDone }: PurchaseDialogProps) {
  const [externalId, setExternalId] = useState('')
  const { run, busy, refusals } = useAction(BOUGHT)
  const [idempotencyKey] = useAttemptKey()
  const send = async () => {
    const done = await run(
      { input: { purchaseOrderId, externalId: externalId.trim(), idempotencyKey } },
      `Bought for ${about}: it is followed now.`,
    )
    if (!done) return
    onDone()
    onClose()
  }
  return (
    <Dialog
      title={`Bought for ${about}`}
      submit="Bought"
      busy={busy}
      onClose={onClose}
      onSubmit={() => void send()}
    >
      <TextInput
        label="Number of the order on the marketplace"
        value={externalId}
        onChange={setExternalId}
        error={refusalOf(refusals, 'externalId')}
        hint="As its site shows it, such as 3850112903847261."
      />
    </Dialog>
  )
}
