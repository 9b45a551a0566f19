import { Link } from 'wouter'
import { words } from '../../format/words.ts'
import { Ago } from '../../ui/ago.tsx'
import { StateBadge } from '../../ui/badge.tsx'
import { Table } from '../../ui/table.tsx'
import type { SyncAlert } from './use-sync-alerts.ts'

export function SyncAlertTable({ alerts }: { alerts: readonly SyncAlert[] }) {
  return (
    <Table
      label="Synchronisation alerts"
      rows={alerts}
      keyOf={({ id }) => id}
      empty="Synchronisation has nothing to complain of."
      columns={[
        { head: 'State', tight: true, cell: ({ status }) => <StateBadge state={status} /> },
        {
          head: 'What',
          cell: ({ kind, message }) => (
            <>
              <strong>{words(kind)}</strong>
              <span className="cell-note clip">{message}</span>
            </>
          ),
        },
        {
          head: 'Shop',
          tight: true,
          cell: ({ shop }) => (shop ? <Link href={`/shops/${shop.id}`}>{shop.name}</Link> : 'All'),
        },
        { head: 'When', tight: true, cell: ({ occurredAt }) => <Ago at={occurredAt} /> },
      ]}
    />
  )
}
