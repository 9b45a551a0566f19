import { Link } from 'wouter'
import { Panel } from '../../ui/panel.tsx'
import { SyncAlertTable } from '../alerts/sync-alert-table.tsx'
import { useSyncAlerts } from '../alerts/use-sync-alerts.ts'

/** Alerts of synchronisation, live. */
export function SyncAlertsPanel() {
  const alerts = useSyncAlerts()
  const open = alerts.filter(({ status }) => status === 'OPEN')
  return (
    <Panel
      title="Synchronisation alerts"
      note={`${open.length} open`}
      actions={<Link href="/alerts/sync">All of them</Link>}
      flush
    >
      <SyncAlertTable alerts={open.slice(0, 6)} />
    </Panel>
  )
}
