import { Page } from '../../ui/page.tsx'
import { AlertsPanel } from './alerts-panel.tsx'
import { DeliveriesPanel } from './deliveries-panel.tsx'
import { StatusPanels } from './status-panels.tsx'
import { StockPanel } from './stock-panel.tsx'
import { SyncAlertsPanel } from './sync-alerts-panel.tsx'

export default function OverviewPage() {
  return (
    <Page title="Overview" lead="What is going on now, and what waits for somebody.">
      <div className="stack">
        <StatusPanels
          left={
            <>
              <DeliveriesPanel />
              <AlertsPanel />
            </>
          }
          right={
            <>
              <StockPanel />
              <SyncAlertsPanel />
            </>
          }
        />
      </div>
    </Page>
  )
}
