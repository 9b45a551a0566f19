import { useState } from 'react'
import { count } from '../../format/words.ts'
import { refusalOf, useAction } from '../../gateway/use-action.ts'
import { useAttemptKey } from '../../gateway/use-attempt-key.ts'
import { graphql } from '../../graph.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectInput, TextInput } from '../../ui/inputs.tsx'
import type { LevelRow, Warehouse } from './levels.ts'

const TRANSFER = graphql(`
  mutation Transfer($input: TransferStockInput!) {
    transferStock(input: $input) {
      from { id onHand available version }
      to { id onHand available version }
      userErrors { code field message }
    }
  }
`)

interface Props {
  readonly row: LevelRow
  readonly warehouses: readonly Warehouse[]
  readonly onClose: () => void
}

/** Moves units at once: both warehouses change, or neither. */
export function TransferDialog({ row: { sku, level }, warehouses, onClose }: Props) {
  const others = warehouses.filter(({ id }) => id !== level.warehouse.id)
  const [to, setTo] = useState(others[0]?.id ?? '')
  const [pieces, setPieces] = useState('1')
  const { run, busy, refusals } = useAction(TRANSFER)
  const [idempotencyKey] = useAttemptKey()
  const move = async () => {
    const input = {
      skuId: sku.id,
      fromWarehouseId: level.warehouse.id,
      toWarehouseId: to,
      quantity: Number(pieces),
      idempotencyKey,
    }
    if (await run({ input }, `${sku.code}: ${pieces} moved.`)) onClose()
  }
  return (
    <Dialog
      title={`Transfer ${sku.code} from ${level.warehouse.name}`}
      submit="Transfer"
      busy={busy}
      onClose={onClose}
      onSubmit={() => void move()}
    >
      <p>
        Available now: <strong>{count(level.available)}</strong>. What is reserved stays.
      </p>
      <div className="form-grid">
        <TextInput
          label="Pieces"
          type="number"
          value={pieces}
          onChange={setPieces}
          error={refusalOf(refusals, 'quantity')}
        />
        <SelectInput
          label="To"
          value={to}
          onChange={setTo}
          choices={others.map(({ id, name }) => ({ value: id, label: name }))}
          error={refusalOf(refusals, 'toWarehouseId')}
        />
      </div>
    </Dialog>
  )
}
