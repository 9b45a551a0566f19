import type { OrderWholeFragment } from '../../../generated/storefront/graphql.ts'
import { useWords } from '../words/use-words.ts'

/** Every move of the order, the latest first. Entries that moved nothing are hidden from customers. */
export function Timeline({ events }: { events: OrderWholeFragment['events']['nodes'] }) {
  const { t, time } = useWords()
  const moves = events.filter(({ from, to }) => from !== to).toReversed()
  return (
    <section>
      <h2>{t('history')}</h2>
      <ol className="timeline">
        {moves.map(({ at, to }) => (
          <li key={`${at} ${to}`}>
            <b>{t(to)}</b> <time dateTime={at}>{time(at)}</time>
          </li>
        ))}
      </ol>
    </section>
  )
}
