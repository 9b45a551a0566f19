import { useFeed } from '../../gateway/use-feed.ts'
import { useFresh } from '../../gateway/use-fresh.ts'
import { usePage } from '../../gateway/use-page.ts'
import { useParam } from '../../gateway/use-param.ts'
import { type AlertKind, type AlertStatus, graphql } from '../../graph.ts'
import { SelectInput } from '../../ui/inputs.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { AlertTable } from './alert-table.tsx'
import { ALERT_TABS } from './alert-tabs.ts'
import { KINDS, STATUSES } from './choices.ts'

const ALERTS = graphql(`
  query Alerts($first: Int, $after: String, $last: Int, $before: String, $filter: InventoryAlertFilter) {
    inventoryAlerts(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes {
        id kind status available threshold resumeAbove openedAt acknowledgedAt resolvedAt
        sku { id code title }
        warehouse { code }
        replenishment { id status quantity reason }
      }
    }
  }
`)

const ALERT_CHANGES = graphql(`
  subscription AlertChanges($after: String) {
    inventoryAlertChanges(after: $after) {
      ... on AlertChange { cursor alert { id } }
      ... on FeedGap { cursor }
    }
  }
`)
const ALL = {}

export default function AlertsPage() {
  const [status, setStatus] = useParam<AlertStatus>('status', 'OPEN')
  const [kind, setKind] = useParam<AlertKind>('kind')
  const filter = { ...(status && { status }), ...(kind && { kinds: [kind] }) }
  const alerts = useFresh(ALERTS, { ...usePage(25), filter })
  useFeed(ALERT_CHANGES, ALL, alerts.refresh)
  return (
    <Page
      title="Alerts"
      lead="An alert opens once, when stock falls below its limit, and ends when stock is back."
    >
      <Tabs label="Kinds of alerts" tabs={ALERT_TABS} />
      <div className="filters">
        <SelectInput label="State" value={status} onChange={setStatus} any="All" choices={STATUSES} />
        <SelectInput label="Kind" value={kind} onChange={setKind} any="All" choices={KINDS} />
      </div>
      <Panel flush>
        <Loaded of={alerts} lines={10}>
          {({ inventoryAlerts: page }) =>
            page && (
              <>
                <AlertTable alerts={page.nodes} />
                <Pager info={page.pageInfo} total={page.totalCount} />
              </>
            )
          }
        </Loaded>
      </Panel>
    </Page>
  )
}
