import { Link } from 'wouter'
import { money, words } from '../../format/words.ts'
import type { NodeOf, PurchasesQuery } from '../../graph.ts'
import { Ago } from '../../ui/ago.tsx'
import { StateBadge } from '../../ui/badge.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { PurchaseActions } from './purchase-actions.tsx'

export type Purchase = NodeOf<PurchasesQuery['purchaseOrders']>

interface Props {
  readonly purchases: readonly Purchase[]
  readonly onChange: () => void
  /** On the page of the order itself: for what and what for stands there. */
  readonly ofOneOrder?: boolean
}

export function PurchaseTable({ purchases, onChange, ofOneOrder = false }: Props) {
  return (
    <Table
      label="Purchases"
      rows={purchases}
      keyOf={({ id }) => id}
      empty="Nothing waits to be bought by hand."
      columns={columnsOf(onChange).filter(({ head }) => !(ofOneOrder && ['For', 'What'].includes(head)))}
    />
  )
}

function columnsOf(onChange: () => void): Column<Purchase>[] {
  return [
    {
      head: 'For',
      tight: true,
      cell: ({ order }) =>
        order ? (
          <Link href={`/orders/${order.id}`}>{order.number}</Link>
        ) : (
          <span className="soft">Our stock</span>
        ),
    },
    {
      head: 'Where',
      tight: true,
      cell: ({ platform, seller }) => (
        <>
          {words(platform)}
          {seller && <span className="cell-note">{seller}</span>}
        </>
      ),
    },
    { head: 'What', cell: (purchase) => <Lines purchase={purchase} /> },
    {
      head: 'State',
      cell: ({ status, reason }) => (
        <>
          <StateBadge state={status} />
          {reason && <span className="cell-note">{reason}</span>}
        </>
      ),
    },
    { head: 'Asked', number: true, tight: true, cell: ({ total }) => (total ? money(total) : '–') },
    { head: 'Since', tight: true, cell: ({ createdAt }) => <Ago at={createdAt} /> },
    {
      head: 'Do',
      tight: true,
      quiet: true,
      cell: (purchase) => <PurchaseActions purchase={purchase} onChange={onChange} />,
    },
  ]
}

/** Lines to buy; the order's lines if the purchase has none of its own. */
function Lines({ purchase: { lines, order } }: { purchase: Purchase }) {
  if (!lines?.length)
    return order?.lines.map(({ quantity, title }) => (
      <div key={title} className="small">
        {quantity} × {title}
      </div>
    ))
  return lines.map(({ quantity, externalId, externalSkuId, unitPrice, sku }) => (
    <div key={`${externalId} ${externalSkuId}`}>
      {quantity} × <Link href={`/stock/sku/${sku.id}`}>{sku.code}</Link>{' '}
      <span className="soft small">
        item <code>{externalId}</code>, {money(unitPrice)} expected
      </span>
    </div>
  ))
}
