import { words } from '../../format/words.ts'
import { Ago } from '../../ui/ago.tsx'
import { StateBadge } from '../../ui/badge.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { Order } from './order-page.tsx'

/** Parcels with what their carriers said, the last first. */
export function Parcels({ parcels }: { parcels: Order['shipments'] }) {
  return (
    <Panel title="Parcels">
      <div className="stack">
        {parcels.map(({ id, carrier, trackingNumber, leg, status, events }) => (
          <article key={id}>
            <p className="row">
              <StateBadge state={status} />
              <strong>{carrier}</strong> <code>{trackingNumber}</code>
              <span className="soft">{words(leg)} leg</span>
            </p>
            <ol className="timeline" reversed>
              {[...events].reverse().map(({ description, location, occurredAt, status: said }) => (
                <li key={`${occurredAt} ${said}`} className="step">
                  {description} {location && <span className="soft">{location}</span>} <Ago at={occurredAt} />
                </li>
              ))}
            </ol>
          </article>
        ))}
      </div>
    </Panel>
  )
}
