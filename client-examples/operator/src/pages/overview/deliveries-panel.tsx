import { decimal } from '../../format/words.ts'
import { Chart, type Line } from '../../ui/chart.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useDeliveries } from './use-deliveries.ts'

const LINES: readonly Line[] = [{ label: 'Deliveries a second', colour: 'accent' }]

/** Events that this gateway gives to all its subscribers. */
export function DeliveriesPanel() {
  const { data, now } = useDeliveries()
  return (
    <Panel title="Deliveries" note={now === null ? 'measuring' : `${decimal(now)} a second now`}>
      <Chart label="Deliveries to subscribers per second, last three minutes" lines={LINES} data={data} />
    </Panel>
  )
}
