import { useState } from 'react'
import { useAction } from '../../gateway/use-action.ts'
import { useAttemptKey } from '../../gateway/use-attempt-key.ts'
import { graphql } from '../../graph.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import type { Order } from './order-page.tsx'
import { ShipDialog } from './ship-dialog.tsx'

const CANCEL = graphql(`
  mutation CancelOrder($input: CancelOrderInput!) {
    cancelOrder(input: $input) {
      order { id status }
      userErrors { code field message }
    }
  }
`)

const OVER = ['SHIPPED', 'DELIVERED', 'COMPLETED', 'CANCELLED', 'REFUNDED']

export function OrderActions({ order, onChange }: { order: Order; onChange: () => void }) {
  const { id, number, status, source } = order
  const [shipping, setShipping] = useState(false)
  const cancel = useAction(CANCEL)
  const [idempotencyKey] = useAttemptKey()
  if (OVER.includes(status)) return null
  // Orders of a marketplace's shop leave by the warehouse system.
  const ours = source === 'STOREFRONT' && status !== 'PENDING_PAYMENT'
  return (
    <>
      {ours && (
        <Button look="primary" onClick={() => setShipping(true)}>
          Ship
        </Button>
      )}
      {shipping && <ShipDialog order={order} onClose={() => setShipping(false)} onDone={onChange} />}
      <ConfirmButton
        label="Cancel the order"
        title={`Cancel ${number}?`}
        busy={cancel.busy}
        onConfirm={() =>
          cancel
            .run(
              { input: { id, reason: 'cancelled by an operator', idempotencyKey } },
              `${number} is cancelled.`,
            )
            .then(onChange)
        }
      >
        <p>Its stock is released. What was paid waits to be given back.</p>
      </ConfirmButton>
    </>
  )
}
