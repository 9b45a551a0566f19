import { Link } from 'wouter'
import { useFresh } from '../../gateway/use-fresh.ts'
import { graphql } from '../../graph.ts'
import { Ago } from '../../ui/ago.tsx'
import { StateBadge } from '../../ui/badge.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'

const OPEN_ALERTS = graphql(`
  query OpenAlerts {
    inventoryAlerts(first: 6, filter: { status: OPEN }) {
      totalCount
      nodes { id kind available openedAt sku { id code } warehouse { code } }
    }
  }
`)

/** The newest unacknowledged alerts. */
export function AlertsPanel() {
  const alerts = useFresh(OPEN_ALERTS, {}, { everyMs: 5_000 })
  return (
    <Panel
      title="Open stock alerts"
      note={alerts.data?.inventoryAlerts ? `${alerts.data.inventoryAlerts.totalCount} in all` : ''}
      actions={<Link href="/alerts?status=OPEN">All of them</Link>}
      flush
    >
      <Loaded of={alerts}>
        {({ inventoryAlerts }) => (
          <Table
            label="Open stock alerts"
            rows={inventoryAlerts?.nodes ?? []}
            keyOf={({ id }) => id}
            empty="No stock needs attention."
            columns={[
              { head: 'Kind', tight: true, cell: ({ kind }) => <StateBadge state={kind} /> },
              {
                head: 'SKU',
                cell: ({ sku, warehouse }) => (
                  <>
                    <Link href={`/stock/sku/${sku.id}`}>{sku.code}</Link>{' '}
                    <span className="soft">{warehouse?.code}</span>
                  </>
                ),
              },
              { head: 'Available', number: true, tight: true, cell: ({ available }) => available },
              { head: 'Since', tight: true, cell: ({ openedAt }) => <Ago at={openedAt} /> },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  )
}
