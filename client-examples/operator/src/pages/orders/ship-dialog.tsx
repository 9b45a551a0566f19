import { useState } from 'react'
import { refusalOf, useAction } from '../../gateway/use-action.ts'
import { useAttemptKey } from '../../gateway/use-attempt-key.ts'
import { graphql } from '../../graph.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import type { Order } from './order-page.tsx'

const SHIP = graphql(`
  mutation Ship($input: ShipOrderInput!) {
    shipOrder(input: $input) {
      order { id status }
      userErrors { code field message }
    }
  }
`)

interface Props {
  readonly order: Order
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Tells that a parcel left for the customer. The same parcel twice is once, so a lost answer does no harm. */
export function ShipDialog({ order: { id, number }, onClose, onDone }: Props) {
  const [carrier, setCarrier] = useState('')
  const [trackingNumber, setTrackingNumber] = useState('')
  const { run, busy, refusals } = useAction(SHIP)
  const [idempotencyKey] = useAttemptKey()
  const send = async () => {
    const input = {
      orderId: id,
      carrier: carrier.trim(),
      trackingNumber: trackingNumber.trim(),
      idempotencyKey,
    }
    if (!(await run({ input }, `${number} is on its way.`))) return
    onDone()
    onClose()
  }
  return (
    <Dialog title={`Ship ${number}`} submit="Ship" busy={busy} onClose={onClose} onSubmit={() => void send()}>
      <p>What was reserved for it leaves the stock.</p>
      <TextInput
        label="Carrier"
        value={carrier}
        onChange={setCarrier}
        error={refusalOf(refusals, 'carrier')}
        placeholder="EMS"
      />
      <TextInput
        label="Number of the parcel"
        value={trackingNumber}
        onChange={setTrackingNumber}
        error={refusalOf(refusals, 'trackingNumber')}
      />
    </Dialog>
  )
}
