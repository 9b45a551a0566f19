import { useState } from 'react'
import { Link } from 'wouter'
import { count, signed, words } from '../../format/words.ts'
import { Ago } from '../../ui/ago.tsx'
import { Chart, type Line } from '../../ui/chart.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'
import { useStockMoves } from './use-stock-moves.ts'

const LINES: readonly Line[] = [
  { label: 'On hand', colour: 'info', stepped: true },
  { label: 'Available', colour: 'good', stepped: true },
]
const SHOWN = 6

/** Stock as it moves; the picture is of one level, which one chooses from those that moved. */
export function StockPanel() {
  const { moves, chartOf } = useStockMoves()
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = chosen ?? moves.at(-1)?.level.id ?? null
  const move = moves.find(({ level }) => level.id === shown)
  return (
    <Panel title="Stock" note={move ? `${move.sku.code} in ${move.warehouse.name}` : 'waiting for a change'}>
      <Chart label="Pieces of the chosen SKU over time" lines={LINES} data={chartOf(shown)} />
      <Table
        label="Stock that moved last"
        rows={moves.slice(0, SHOWN)}
        keyOf={({ level }) => level.id}
        isNew={({ at }) => Date.now() - Date.parse(at) < 1_500}
        empty="Nothing has moved since this page was opened."
        columns={[
          {
            head: 'Draw',
            tight: true,
            quiet: true,
            cell: ({ level, sku }) => (
              <input
                type="radio"
                name="drawn"
                aria-label={`Draw ${sku.code}`}
                checked={level.id === shown}
                onChange={() => setChosen(level.id)}
              />
            ),
          },
          {
            head: 'SKU',
            cell: ({ sku, warehouse }) => (
              <>
                <Link href={`/stock/sku/${sku.id}`}>{sku.code}</Link>{' '}
                <span className="soft">{warehouse.code}</span>
              </>
            ),
          },
          { head: 'Why', tight: true, cell: ({ reason }) => words(reason) },
          { head: 'Change', number: true, tight: true, cell: ({ delta }) => signed(delta) },
          { head: 'Available', number: true, tight: true, cell: ({ level }) => count(level.available) },
          { head: 'When', tight: true, cell: ({ at }) => <Ago at={at} /> },
        ]}
      />
    </Panel>
  )
}
