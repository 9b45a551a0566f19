import { useState } from 'react'
import { count, signed } from '../../format/words.ts'
import { refusalOf } from '../../gateway/use-action.ts'
import type { StockMovementReason } from '../../graph.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectInput, TextInput } from '../../ui/inputs.tsx'
import { REASONS } from './choices.ts'
import type { LevelRow } from './levels.ts'
import { useAdjust } from './use-adjust.ts'

/** A change by some units, or a counted number. The latter applies only if nothing moved meanwhile. */
export function AdjustDialog({ row, onClose }: { row: LevelRow; onClose: () => void }) {
  const { sku, level } = row
  const [how, setHow] = useState<'delta' | 'set'>('delta')
  const [pieces, setPieces] = useState('')
  const [reason, setReason] = useState<StockMovementReason>('ADJUSTMENT')
  const [reference, setReference] = useState('')
  const { adjust, busy, refusals, expected, accept } = useAdjust(row)
  const moved = how === 'set' && expected.version !== level.version
  const save = async () => {
    const amount = how === 'delta' ? { delta: Number(pieces) } : { setOnHand: Number(pieces) }
    if (await adjust({ ...amount, reason, ...(reference && { reference }) })) onClose()
  }
  return (
    <Dialog
      title={`Adjust ${sku.code} in ${level.warehouse.name}`}
      submit="Save"
      busy={busy}
      onClose={onClose}
      onSubmit={() => void save()}
    >
      <p>
        On hand now: <strong>{count(level.onHand)}</strong>, available {count(level.available)}
      </p>
      {moved && (
        <div className="notice notice-warn" role="alert">
          <span>
            It was {count(expected.onHand)} when you began; {signed(level.onHand - expected.onHand)} since.
          </span>
          <Button onClick={accept}>Decide on {count(level.onHand)}</Button>
        </div>
      )}
      <div className="form-grid">
        <SelectInput
          label="How"
          value={how}
          onChange={(value) => setHow(value === 'set' ? 'set' : 'delta')}
          choices={[
            { value: 'delta', label: 'Change by' },
            { value: 'set', label: 'Set to' },
          ]}
        />
        <TextInput
          label={how === 'delta' ? 'Pieces, negative to take away' : 'Pieces that are there'}
          type="number"
          value={pieces}
          onChange={setPieces}
          error={refusalOf(refusals, 'delta', 'setOnHand')}
        />
        <SelectInput
          label="Why"
          value={reason}
          onChange={(value) => setReason(value as StockMovementReason)}
          choices={REASONS}
          error={refusalOf(refusals, 'reason')}
        />
        <TextInput
          label="Reference"
          value={reference}
          onChange={setReference}
          placeholder="Delivery note"
          error={refusalOf(refusals, 'reference')}
        />
      </div>
    </Dialog>
  )
}
