import { Page } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { ALERT_TABS } from './alert-tabs.ts'
import { SyncAlertTable } from './sync-alert-table.tsx'
import { useSyncAlerts } from './use-sync-alerts.ts'

export default function SyncAlertsPage() {
  const alerts = useSyncAlerts()
  return (
    <Page
      title="Alerts"
      lead="Each anomaly is told once and once more when it is over. Those that end while you look stay in the list."
    >
      <Tabs label="Kinds of alerts" tabs={ALERT_TABS} />
      <Panel flush>
        <SyncAlertTable alerts={alerts} />
      </Panel>
    </Page>
  )
}
