import { Link } from 'wouter'
import { money } from '../../format/words.ts'
import { Table } from '../../ui/table.tsx'
import type { Order } from './order-page.tsx'

export function LineTable({ order: { lines, total, shownTotal } }: { order: Order }) {
  return (
    <>
      <Table
        label="Lines of the order"
        rows={lines}
        keyOf={({ id }) => id}
        empty="The order has no line."
        columns={[
          {
            head: 'What',
            cell: ({ title, sku }) => (
              <>
                {title}
                <span className="cell-note">
                  {sku ? (
                    <Link href={`/stock/sku/${sku.id}`}>{sku.code}</Link>
                  ) : (
                    'not matched with a SKU of ours'
                  )}
                </span>
              </>
            ),
          },
          { head: 'Pieces', number: true, tight: true, cell: ({ quantity }) => quantity },
          { head: 'Available now', number: true, tight: true, cell: ({ sku }) => sku?.available ?? '–' },
          { head: 'Price', number: true, tight: true, cell: ({ unitPrice }) => money(unitPrice) },
        ]}
      />
      <p className="panel-foot number">
        Total <strong>{money(total)}</strong>
        {shownTotal && <span className="soft"> shown as {money(shownTotal)}</span>}
      </p>
    </>
  )
}
