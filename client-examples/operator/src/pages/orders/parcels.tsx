import { useState } from 'react'
import { words } from '../../format/words.ts'
import { Ago } from '../../ui/ago.tsx'
import { StateBadge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { Order } from './order-page.tsx'
import { TrackingDialog } from './tracking-dialog.tsx'

type Parcel = Order['shipments'][number]

/** Parcels with what their carriers said, the last first. */
export function Parcels({ parcels, onChange }: { parcels: readonly Parcel[]; onChange: () => void }) {
  const [telling, setTelling] = useState<Parcel | null>(null)
  return (
    <Panel title="Parcels">
      <div className="stack">
        {parcels.map((parcel) => (
          <ParcelWay key={parcel.id} parcel={parcel} onTell={() => setTelling(parcel)} />
        ))}
      </div>
      {telling && (
        <TrackingDialog
          carrier={telling.carrier}
          trackingNumber={telling.trackingNumber}
          onClose={() => setTelling(null)}
          onDone={onChange}
        />
      )}
    </Panel>
  )
}

function ParcelWay({ parcel, onTell }: { parcel: Parcel; onTell: () => void }) {
  const { carrier, trackingNumber, leg, status, events } = parcel
  return (
    <article>
      <div className="row">
        <StateBadge state={status} />
        <strong>{carrier}</strong> <code>{trackingNumber}</code>
        <span className="soft">{words(leg)} leg</span>
        {status !== 'DELIVERED' && (
          <Button look="quiet" aria-label={`Record news of ${trackingNumber}`} onClick={onTell}>
            Record news
          </Button>
        )}
      </div>
      <ol className="timeline" reversed>
        {[...events].reverse().map(({ description, location, occurredAt, status: said }) => (
          <li key={`${occurredAt} ${said}`} className="step">
            {description} {location && <span className="soft">{location}</span>} <Ago at={occurredAt} />
          </li>
        ))}
      </ol>
    </article>
  )
}
