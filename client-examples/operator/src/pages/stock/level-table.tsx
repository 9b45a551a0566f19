import { Link } from 'wouter'
import { count } from '../../format/words.ts'
import { Ago } from '../../ui/ago.tsx'
import { Button } from '../../ui/button.tsx'
import { Table } from '../../ui/table.tsx'
import type { Doing } from './level-dialogs.tsx'
import type { LevelRow } from './levels.ts'

const NEWS_MS = 2_000

interface Props {
  readonly rows: readonly LevelRow[]
  readonly onDo: (doing: Doing) => void
}

export function LevelTable({ rows, onDo }: Props) {
  return (
    <Table
      label="Stock"
      rows={rows}
      keyOf={({ level }) => `${level.id} ${level.version}`}
      isNew={({ level }) => Date.now() - Date.parse(level.updatedAt) < NEWS_MS}
      empty="No SKU is like that."
      columns={[
        {
          head: 'SKU',
          cell: ({ sku, title, attributes }) => (
            <>
              <Link href={`/stock/sku/${sku.id}`}>{sku.code}</Link>
              <span className="cell-note one-line">
                {title}
                {attributes && `, ${attributes}`}
              </span>
            </>
          ),
        },
        { head: 'Warehouse', tight: true, cell: ({ level }) => level.warehouse.code },
        { head: 'On hand', number: true, tight: true, cell: ({ level }) => count(level.onHand) },
        { head: 'Reserved', number: true, tight: true, cell: ({ level }) => count(level.reserved) },
        { head: 'Safety', number: true, tight: true, cell: ({ level }) => count(level.safetyStock) },
        { head: 'Incoming', number: true, tight: true, cell: ({ level }) => count(level.incoming) },
        {
          head: 'Available',
          number: true,
          tight: true,
          cell: ({ level }) => (
            <strong className={level.available === 0 ? 'text-bad' : undefined}>
              {count(level.available)}
            </strong>
          ),
        },
        { head: 'Changed', tight: true, cell: ({ level }) => <Ago at={level.updatedAt} /> },
        {
          head: 'Do',
          tight: true,
          quiet: true,
          cell: (row) => (
            <span className="row">
              <Button
                aria-label={`Adjust ${row.sku.code} in ${row.level.warehouse.code}`}
                onClick={() => onDo({ what: 'adjust', row })}
              >
                Adjust
              </Button>
              <Button
                look="quiet"
                aria-label={`Transfer ${row.sku.code} from ${row.level.warehouse.code}`}
                onClick={() => onDo({ what: 'transfer', row })}
              >
                Transfer
              </Button>
            </span>
          ),
        },
      ]}
    />
  )
}
