import { count, signed } from '../../format/words.ts'
import type { Refusal } from '../../gateway/use-action.ts'
import { Table } from '../../ui/table.tsx'
import type { LevelRow } from './levels.ts'

interface Props {
  readonly rows: readonly LevelRow[]
  /** By SKU, as typed. */
  readonly counts: ReadonlyMap<string, string>
  readonly refusals: readonly Refusal[]
  readonly onCount: (skuId: string, counted: string) => void
}

export function CountTable({ rows, counts, refusals, onCount }: Props) {
  const order = [...counts.keys()]
  const refused = (skuId: string) =>
    refusals.find(({ field }) => field?.[0] === 'counts' && field[1] === String(order.indexOf(skuId)))
  return (
    <Table
      label="Counts"
      rows={rows}
      keyOf={({ level }) => level.id}
      empty="No SKU of this page lies in this warehouse."
      columns={[
        {
          head: 'SKU',
          cell: ({ sku, title, attributes }) => (
            <>
              <code>{sku.code}</code>
              <span className="cell-note one-line">
                {title}
                {attributes && `, ${attributes}`}
              </span>
            </>
          ),
        },
        { head: 'In the ledger', number: true, tight: true, cell: ({ level }) => count(level.onHand) },
        {
          head: 'Counted',
          tight: true,
          cell: ({ sku }) => (
            <>
              <input
                type="number"
                min={0}
                className="count-input"
                aria-label={`Counted of ${sku.code}`}
                aria-invalid={refused(sku.id) ? true : undefined}
                value={counts.get(sku.id) ?? ''}
                onChange={(event) => onCount(sku.id, event.target.value)}
              />
              {refused(sku.id) && <span className="field-error">{refused(sku.id)?.message}</span>}
            </>
          ),
        },
        {
          head: 'Difference',
          number: true,
          tight: true,
          cell: ({ sku, level }) => {
            const counted = counts.get(sku.id)
            return counted === undefined ? (
              <span className="soft">–</span>
            ) : (
              signed(Number(counted) - level.onHand)
            )
          },
        },
      ]}
    />
  )
}
