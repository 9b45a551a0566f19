import { useState } from 'react'
import { words } from '../../format/words.ts'
import { refusalOf, useAction } from '../../gateway/use-action.ts'
import { graphql, type TrackingStatus } from '../../graph.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectInput, TextInput } from '../../ui/inputs.tsx'

const RECORD = graphql(`
  mutation RecordTracking($input: RecordTrackingInput!) {
    recordTracking(input: $input) {
      shipment { id status }
      userErrors { code field message }
    }
  }
`)

const SAID: readonly TrackingStatus[] = [
  'PICKED_UP',
  'IN_TRANSIT',
  'CUSTOMS',
  'OUT_FOR_DELIVERY',
  'ATTEMPT_FAILED',
  'DELIVERED',
  'EXCEPTION',
  'RETURNED',
]

interface Props {
  readonly carrier: string
  readonly trackingNumber: string
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Records tracking by hand, for carriers that do not report to us. */
export function TrackingDialog({ carrier, trackingNumber, onClose, onDone }: Props) {
  const [status, setStatus] = useState<TrackingStatus>('IN_TRANSIT')
  const [description, setDescription] = useState('')
  const { run, busy, refusals } = useAction(RECORD)
  const send = async () => {
    const occurredAt = new Date().toISOString()
    const input = { carrier, trackingNumber, status, occurredAt, description: description.trim() }
    if (!(await run({ input }, `${trackingNumber}: written down.`))) return
    onDone()
    onClose()
  }
  return (
    <Dialog
      title={`What ${carrier} says of ${trackingNumber}`}
      submit="Write down"
      busy={busy}
      onClose={onClose}
      onSubmit={() => void send()}
    >
      <SelectInput
        label="Where it is"
        value={status}
        onChange={(value) => setStatus(value as TrackingStatus)}
        choices={SAID.map((value) => ({ value, label: words(value) }))}
        error={refusalOf(refusals, 'status')}
      />
      <TextInput
        label="In the carrier's words"
        value={description}
        onChange={setDescription}
        error={refusalOf(refusals, 'description')}
        placeholder="Cleared in Auckland"
      />
    </Dialog>
  )
}
