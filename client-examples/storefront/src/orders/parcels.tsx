import type { OrderWholeFragment } from '../../../generated/storefront/graphql.ts'
import { useWords } from '../words/use-words.ts'

type Shipment = OrderWholeFragment['shipments'][number]

export function Parcels({ shipments }: { shipments: readonly Shipment[] }) {
  const { t } = useWords()
  return (
    <section>
      <h2>{t('parcels')}</h2>
      {shipments.length === 0 && <p className="small">{t('parcelsNone')}</p>}
      {shipments.map((shipment) => (
        <Parcel key={shipment.id} shipment={shipment} />
      ))}
    </section>
  )
}

function Parcel({ shipment: { leg, carrier, trackingNumber, status, events } }: { shipment: Shipment }) {
  const { t, time } = useWords()
  return (
    <article className="parcel">
      <h3>
        {t(leg)} <span className="pill pill-info">{t(status)}</span>
      </h3>
      <p className="small">
        {carrier} <code>{trackingNumber}</code>
      </p>
      <ol className="timeline">
        {events.toReversed().map(({ occurredAt, status: step, description, location }) => (
          <li key={`${occurredAt} ${step} ${description}`}>
            <b>{t(step)}</b> <time dateTime={occurredAt}>{time(occurredAt)}</time>
            <p className="small">{[description, location].filter(Boolean).join(' · ')}</p>
          </li>
        ))}
      </ol>
    </article>
  )
}
