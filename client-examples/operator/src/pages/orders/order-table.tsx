import { Link } from 'wouter'
import { money, plural, words } from '../../format/words.ts'
import type { NodeOf, OrdersQuery } from '../../graph.ts'
import { Ago } from '../../ui/ago.tsx'
import { StateBadge } from '../../ui/badge.tsx'
import { Table } from '../../ui/table.tsx'

type Order = NodeOf<OrdersQuery['orders']>

export function OrderTable({ orders }: { orders: readonly Order[] }) {
  return (
    <Table
      label="Orders"
      rows={orders}
      keyOf={({ id }) => id}
      empty="No order is like that."
      columns={[
        {
          head: 'Number',
          tight: true,
          cell: ({ id, number }) => <Link href={`/orders/${id}`}>{number}</Link>,
        },
        { head: 'State', tight: true, cell: ({ status }) => <StateBadge state={status} /> },
        { head: 'Placed', tight: true, cell: ({ source }) => words(source) },
        { head: 'What', cell: ({ lines }) => <What lines={lines} /> },
        { head: 'Total', number: true, tight: true, cell: ({ total }) => money(total) },
        { head: 'When', tight: true, cell: ({ placedAt }) => <Ago at={placedAt} /> },
        { head: 'Changed', tight: true, cell: ({ updatedAt }) => <Ago at={updatedAt} /> },
      ]}
    />
  )
}

function What({ lines }: { lines: Order['lines'] }) {
  const [first, ...rest] = lines
  if (!first) return <span className="soft">–</span>
  return (
    <>
      {first.quantity} × {first.title}
      {rest.length > 0 && <span className="soft"> and {plural(rest.length, 'more line')}</span>}
    </>
  )
}
