import type { OrderWholeFragment } from '../../../generated/storefront/graphql.ts'
import { useWords } from '../words/use-words.ts'
import { stepsOf } from './steps.ts'

/** How far the order is, as a line of steps. */
export function Progress({ order: { status, events } }: { order: OrderWholeFragment }) {
  const { t, time } = useWords()
  const steps = stepsOf(status, events.nodes)
  if (!steps) return null
  return (
    <ol className="progress" aria-label={t('progress')}>
      {steps.map(({ status: step, state, at }) => (
        <li key={step} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
          <b>{t(step)}</b>
          {at && <time dateTime={at}>{time(at)}</time>}
        </li>
      ))}
    </ol>
  )
}
