import { useState } from 'react'
import { refusalOf, useAction } from '../../gateway/use-action.ts'
import { useAttemptKey } from '../../gateway/use-attempt-key.ts'
import { graphql } from '../../graph.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import type { Alert } from './alert-table.tsx'

const APPROVE = graphql(`
  mutation Approve($input: ApproveReplenishmentInput!) {
    approveReplenishment(input: $input) {
      proposal { id status quantity alert { id } }
      userErrors { code field message }
    }
  }
`)

const DECLINE = graphql(`
  mutation Decline($id: ID!) {
    declineReplenishment(input: { id: $id }) {
      proposal { id status alert { id } }
      userErrors { code field message }
    }
  }
`)

interface Props {
  readonly proposal: NonNullable<Alert['replenishment']>
  readonly onClose: () => void
}

export function ReplenishmentDialog({ proposal, onClose }: Props) {
  const [quantity, setQuantity] = useState(String(proposal.quantity))
  const approve = useAction(APPROVE)
  const decline = useAction(DECLINE)
  const [idempotencyKey] = useAttemptKey()
  const { id } = proposal
  const order = async () => {
    const input = { id, quantity: Number(quantity), idempotencyKey }
    const done = await approve.run({ input }, `${quantity} pieces are ordered.`)
    if (done) onClose()
  }
  const refuse = async () => {
    if (await decline.run({ id }, 'Nothing is ordered.')) onClose()
  }
  return (
    <Dialog
      title="Replenishment"
      submit="Approve"
      busy={approve.busy}
      onClose={onClose}
      onSubmit={() => void order()}
    >
      <p>{proposal.reason}</p>
      <TextInput
        label="Pieces to order"
        type="number"
        value={quantity}
        onChange={setQuantity}
        error={refusalOf(approve.refusals, 'quantity')}
        hint="They count as incoming as soon as you approve."
      />
      <div>
        <Button look="danger" busy={decline.busy} onClick={() => void refuse()}>
          Decline: order nothing
        </Button>
      </div>
    </Dialog>
  )
}
