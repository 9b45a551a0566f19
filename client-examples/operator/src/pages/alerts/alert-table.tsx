import { Link } from 'wouter'
import type { AlertsQuery, NodeOf } from '../../graph.ts'
import { Ago } from '../../ui/ago.tsx'
import { StateBadge } from '../../ui/badge.tsx'
import { Table } from '../../ui/table.tsx'
import { AcknowledgeButton } from './acknowledge-button.tsx'
import { Replenishment } from './replenishment.tsx'

export type Alert = NodeOf<AlertsQuery['inventoryAlerts']>

export function AlertTable({ alerts }: { alerts: readonly Alert[] }) {
  return (
    <Table
      label="Stock alerts"
      rows={alerts}
      keyOf={({ id }) => id}
      empty="No alert is like that."
      columns={[
        {
          head: 'Alert',
          tight: true,
          cell: ({ kind, status }) => (
            <span className="row">
              <StateBadge state={kind} />
              <StateBadge state={status} />
            </span>
          ),
        },
        {
          head: 'SKU',
          cell: ({ sku, warehouse }) => (
            <>
              <Link href={`/stock/sku/${sku.id}`}>{sku.code}</Link>
              <span className="cell-note">
                {sku.title}
                {warehouse && `, in ${warehouse.code}`}
              </span>
            </>
          ),
        },
        {
          head: 'Available',
          number: true,
          tight: true,
          cell: ({ available, threshold, resumeAbove }) => (
            <>
              {available}
              <span className="cell-note">
                below {threshold}, ends at {resumeAbove}
              </span>
            </>
          ),
        },
        { head: 'Since', tight: true, cell: ({ openedAt }) => <Ago at={openedAt} /> },
        { head: 'Replenishment', cell: ({ replenishment }) => <Replenishment proposal={replenishment} /> },
        {
          head: 'Do',
          tight: true,
          quiet: true,
          cell: ({ id, status, sku }) => status === 'OPEN' && <AcknowledgeButton id={id} about={sku.code} />,
        },
      ]}
    />
  )
}
