import { useState } from 'react'
import { words } from '../../format/words.ts'
import type { SyncKind } from '../../graph.ts'
import { SelectInput } from '../../ui/inputs.tsx'
import { TriggerButton } from './trigger-button.tsx'

const ALL: readonly SyncKind[] = [
  'PRODUCTS',
  'STOCK',
  'ORDERS',
  'REFUNDS',
  'LOGISTICS',
  'STOCK_PUSH',
  'DELIVERY_PUSH',
  'SHIPMENT_PUSH',
]

interface Props {
  readonly shopId: string
  /** Kinds that have a row, and a button, of their own. */
  readonly known: readonly SyncKind[]
  readonly onStarted: () => void
}

/** Kinds that never ran are in no table: they are begun here. */
export function TriggerOther({ shopId, known, onStarted }: Props) {
  const others = ALL.filter((kind) => !known.includes(kind))
  const [chosen, setChosen] = useState<string>('')
  const kind = others.find((one) => one === chosen) ?? others[0]
  if (!kind) return null
  return (
    <div className="panel-foot row">
      <SelectInput
        label="Kind that never ran"
        value={kind}
        onChange={setChosen}
        choices={others.map((value) => ({ value, label: words(value) }))}
      />
      <TriggerButton shopId={shopId} kind={kind} onStarted={onStarted} />
    </div>
  )
}
